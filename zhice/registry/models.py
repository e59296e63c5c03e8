"""Index of the registry's records; each room keeps its own."""

from zhice.registry.parties.models import Party, PartyName, PartySeat
from zhice.registry.regions.models import Region, RegionCode, ResidentPopulation
from zhice.registry.rights.families.models import ForeignPublication
from zhice.registry.rights.patents.derived import PatentHolding, PatentSpell
from zhice.registry.rights.patents.models import LegalEvent, Patent, Publication
from zhice.registry.rights.pct.models import PCTApplication

__all__ = [
    "ForeignPublication",
    "LegalEvent",
    "PCTApplication",
    "Party",
    "PartyName",
    "PartySeat",
    "Patent",
    "PatentHolding",
    "PatentSpell",
    "Publication",
    "Region",
    "RegionCode",
    "ResidentPopulation",
]
