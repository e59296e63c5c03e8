"""The registers of this app, each declared in its room."""

from zhice.registry.certificates import register as certificates
from zhice.registry.classes import register as classes
from zhice.registry.high_value import register as high_value
from zhice.registry.parties import register as parties
from zhice.registry.regions import register as regions
from zhice.registry.rights.families import register as families
from zhice.registry.rights.geographical_indications import register as indications
from zhice.registry.rights.patents import register as patents
from zhice.registry.rights.pct import register as pct
from zhice.registry.rights.trademarks import register as trademarks
from zhice.registry.rights.well_known import register as recognitions

__all__ = [
    "certificates",
    "classes",
    "families",
    "high_value",
    "indications",
    "parties",
    "patents",
    "pct",
    "recognitions",
    "regions",
    "trademarks",
]
