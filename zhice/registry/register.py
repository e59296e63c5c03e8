"""The registers of this app, each declared in its room."""

from zhice.registry.classes import register as classes
from zhice.registry.high_value import register as high_value
from zhice.registry.parties import register as parties
from zhice.registry.regions import register as regions
from zhice.registry.rights.families import register as families
from zhice.registry.rights.patents import register as patents
from zhice.registry.rights.pct import register as pct

__all__ = ["classes", "families", "high_value", "parties", "patents", "pct", "regions"]
