"""docs/permissions.md, written from the permission tables: `python -m zhice.accounts.permission_page > docs/permissions.md`."""

from __future__ import annotations

from collections.abc import Iterator

from zhice.accounts.permission_table import ANONYMOUS, HOLDERS, ROLELESS, SCOPES, Record, Rule, Table
from zhice.accounts.roles import TITLES, Role

SAID = {
    "all": "全部",
    "unit": "本单位",
    "own": "本人、本主体",
    "assigned": "承办的",
    "public": "已公开的",
    "masked": "全部（个人信息遮盖）",
    "count": "只见数量",
}
OPENING = """# 谁可以做什么

本页由各应用的 `permissions.yaml` 生成，请改表，不改本页：`python -m zhice.accounts.permission_page > docs/permissions.md`。
表中没有写的，任何人都不能做。数据库的行级安全按同一张表执行（`zhice/accounts/row_security.py`）；`tests/house/test_permissions.py`
以每个角色逐一试过每个地址。

This page is generated from the apps' `permissions.yaml`. What is not listed nobody may do.
"""


def page(table: Table) -> str:
    """The whole page in Markdown."""
    parts = [OPENING]
    for record in sorted(table.records.values(), key=lambda record: record.code):
        parts.append("\n".join(_section(record, table)))
    return "\n".join(parts)


def _section(record: Record, table: Table) -> Iterator[str]:
    yield f"## {record.words.zh} · {record.words.en} (`{record.code}`)\n"
    yield f"`zhice/{record.file.parent.name}/permissions.yaml`\n"
    yield "| 动作 | 谁，范围 | 同时写入 | 不得由 |"
    yield "|---|---|---|---|"
    for rule in record.verbs.values():
        also, excluded = ", ".join(rule.also), ", ".join(rule.excluded)
        yield f"| {table.verbs[rule.verb].zh} `{rule.verb}` | {_who(rule)} | {also} | {excluded} |"
    yield ""


def _who(rule: Rule) -> str:
    """By scope, the widest first."""
    lines = []
    for scope in reversed(SCOPES):
        names = [_name(holder) for holder in HOLDERS if rule.by.get(holder) == scope]
        if names:
            lines.append(f"**{SAID[scope]}**：{'、'.join(names)}")
    return "；".join(lines) or "无人"


def _name(holder: str) -> str:
    if holder == ANONYMOUS:
        return "未登录者"
    return "未授角色者" if holder == ROLELESS else TITLES[Role(holder)].words.zh


def main() -> None:
    import os
    import sys

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhice.site.settings")
    import django

    django.setup()
    from zhice.accounts import permissions

    sys.stdout.write(page(permissions.table()))


if __name__ == "__main__":
    main()
