"""docs/permissions.md says what the tables say."""

from pathlib import Path

from zhice.accounts import permissions
from zhice.accounts.permission_page import page

DOCS = Path(__file__).resolve().parents[3] / "docs" / "permissions.md"


def test_the_page_is_the_tables() -> None:
    assert DOCS.read_text("utf-8") == page(permissions.table()), (
        "run: python -m zhice.accounts.permission_page > docs/permissions.md"
    )
