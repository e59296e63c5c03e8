"""The permission tables: read, merged, and refused by name when they say what cannot be meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from zhice.accounts import permissions
from zhice.accounts.acting import SYSTEM
from zhice.accounts.permission_table import SCOPES, BadPermissions, read_tables
from zhice.accounts.roles import Role


class Holder:
    is_authenticated = True

    def __init__(self, *roles: str) -> None:
        self.roles = frozenset(Role(role) for role in roles)


def table_of(tmp_path: Path, text: str, name: str = "app") -> Any:
    file = tmp_path / name / "permissions.yaml"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    return file


GOOD = """
verbs: {close: {zh: 关账, en: close}}
patent:
  name: {zh: 专利, en: patent}
  read: {internal: all, enterprise: own, system_admin: none}
  close: {bureau_leader: all, also: [party], not: [prepare]}
party:
  name: {zh: 主体, en: party}
  read: {anyone: public, officer: all}
"""


def test_groups_spread_and_roles_override_them(tmp_path: Path) -> None:
    table = read_tables([table_of(tmp_path, GOOD)])
    read = table.rule("patent", "read").by
    assert read["plan_office"] == "all"
    assert read["enterprise"] == "own"
    assert "system_admin" not in read
    assert "citizen" not in read
    assert table.rule("party", "read").by["anonymous"] == "public"
    assert table.rule("party", "read").by["officer"] == "all"
    close = table.rule("patent", "close")
    assert (close.also, close.excluded, close.writes) == (("party",), ("prepare",), True)
    assert table.rule("party", "close").by == {}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD.replace("enterprise: own", "king: own"), "patent.read 写了“king”"),
        (GOOD.replace("enterprise: own", "enterprise: mine"), "patent.read.enterprise 写了“mine”"),
        (GOOD.replace("  read: {internal", "  raed: {internal"), "patent.raed 写了“raed”"),
        (GOOD.replace("also: [party]", "also: [pray]"), "patent.close.also 写了“pray”"),
        (GOOD.replace("name: {zh: 专利, en: patent}", "name: 专利"), "patent.name 写了“专利”"),
        ("- a list", "写了"),
        ("patent: all", "patent 写了“all”"),
    ],
)
def test_what_cannot_be_meant_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(BadPermissions, match=words):
        read_tables([table_of(tmp_path, text)])


def test_a_record_stands_in_one_table(tmp_path: Path) -> None:
    files = [table_of(tmp_path, GOOD, "one"), table_of(tmp_path, GOOD, "two")]
    with pytest.raises(BadPermissions, match=r"one/permissions\.yaml 和 two/permissions\.yaml"):
        read_tables(files)


def test_unknown_records_and_verbs_are_errors_not_refusals() -> None:
    with pytest.raises(BadPermissions, match="没有记录“pattent”"):
        permissions.may(Holder("officer"), "pattent", "read")
    with pytest.raises(BadPermissions, match="没有动作“raed”"):
        permissions.may(Holder("officer"), "patent", "raed")


def test_who_may_follows_the_product_s_own_tables() -> None:
    assert permissions.scope(Holder("plan_office"), "patent", "read") == "all"
    assert permissions.scope(Holder("enterprise"), "patent", "read") == "own"
    assert permissions.scope(Holder("enterprise", "plan_office"), "patent", "read") == "all"
    assert permissions.scopes(Holder("enterprise", "plan_office"), "patent", "read") == {"all", "own"}
    assert not permissions.may(Holder("system_admin"), "patent", "read")
    assert not permissions.may(AnonymousUser(), "user", "read")
    assert permissions.may(Holder(), "account", "read")
    assert permissions.scope(SYSTEM, "patent", "import") == "all"


def test_no_administrator_reads_or_writes_the_trade() -> None:
    trade = {
        "patent",
        "pct",
        "party",
        "plan",
        "indicator",
        "target",
        "task",
        "figure",
        "period",
        "report",
        "batch",
    }
    for admin in ("system_admin", "security_admin"):
        for record in trade & set(permissions.table().records):
            for verb, rule in permissions.table().records[record].verbs.items():
                assert admin not in rule.by, f"{admin} {record}.{verb}"
    for record in trade & set(
        permissions.table().records
    ):  # the audit administrator looks, and changes nothing
        for rule in permissions.table().records[record].verbs.values():
            assert not rule.writes or "audit_admin" not in rule.by


def test_nobody_writes_what_nobody_may_read() -> None:
    for rule in permissions.table().rules:
        readers = permissions.table().rule(rule.record, "read").by
        for holder in rule.by:
            assert holder in readers, f"{holder} may {rule.verb} {rule.record} but not read it"


def test_scopes_have_an_order() -> None:
    assert permissions.widest({"own", "count"}) == "own"
    assert permissions.widest(SCOPES) == "all"
    assert permissions.widest(()) is None
