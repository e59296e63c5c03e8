"""Index of the registry's records; each room keeps its own."""

from zhice.registry.certificates.models import Certificate, CertificateEvent, CertificateSpell
from zhice.registry.classes.models import (
    Concordance,
    ConcordanceMatch,
    ConcordanceRow,
    IndustryClass,
    IpcTitle,
)
from zhice.registry.high_value.models import HighValueGround
from zhice.registry.live.models import FactChange
from zhice.registry.matches.models import MatchProposal, MatchRun, PartyMerge
from zhice.registry.parties.models import Party, PartyName, PartySeat
from zhice.registry.regions.models import Region, RegionCode, ResidentPopulation
from zhice.registry.rights.families.models import ForeignPublication
from zhice.registry.rights.fees.models import FeeReduction
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
    "Certificate",
    "CertificateEvent",
    "CertificateSpell",
    "Concordance",
    "ConcordanceMatch",
    "ConcordanceRow",
    "FactChange",
    "FeeReduction",
    "ForeignPublication",
    "GeographicalIndication",
    "HighValueGround",
    "IndicationEvent",
    "IndicationUser",
    "IndustryClass",
    "IpcTitle",
    "LegalEvent",
    "MatchProposal",
    "MatchRun",
    "PCTApplication",
    "Party",
    "PartyMerge",
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
