"""What the doors of the web ask (`zhice.web.doors.Authority`); this floor answers from the permission tables."""

from zhice.accounts.permissions import may, scope
from zhice.accounts.visibility import visible

__all__ = ["may", "scope", "visible"]
