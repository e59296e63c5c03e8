"""Index of the registry's records; each room keeps its own."""

from zhice.registry.parties.models import Party, PartyName, PartySeat
from zhice.registry.regions.models import Region, RegionCode, ResidentPopulation
from zhice.registry.rights.geographical_indications.models import (
    GeographicalIndication,
    IndicationEvent,
    IndicationUser,
)
from zhice.registry.rights.patents.derived import PatentHolding, PatentSpell
from zhice.registry.rights.patents.models import LegalEvent, Patent, Publication
from zhice.registry.rights.pct.models import PCTApplication
from zhice.registry.rights.trademarks.derived import TrademarkHolding, TrademarkSpell
from zhice.registry.rights.trademarks.models import Trademark, TrademarkEvent
from zhice.registry.rights.well_known.models import WellKnownRecognition

__all__ = [
    "GeographicalIndication",
    "IndicationEvent",
    "IndicationUser",
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
    "Trademark",
    "TrademarkEvent",
    "TrademarkHolding",
    "TrademarkSpell",
    "WellKnownRecognition",
]
