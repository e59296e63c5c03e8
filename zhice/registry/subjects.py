"""The parts of the subject's page that the registry itself fills; a pillar adds its own in its `ready()`."""

from __future__ import annotations


def add_all() -> None:
    """Called when the apps are ready."""
    from zhice.registry.certificates import subject as certificates
    from zhice.registry.matches import subject as matches
    from zhice.registry.parties import identity, subject
    from zhice.registry.rights.fees import subject as fees
    from zhice.registry.rights.geographical_indications import subject as indications
    from zhice.registry.rights.patents import subject as patents
    from zhice.registry.rights.pct import subject as pct
    from zhice.registry.rights.trademarks import subject as trademarks
    from zhice.registry.rights.well_known import subject as well_known

    for room in (fees, patents, pct, trademarks, well_known, certificates, identity, matches):
        subject.add(room.PART)
    for part in indications.PARTS:
        subject.add(part)
