"""Reading the permission tables: every key is checked, and what is wrong is named by file, record, verb and role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from zhice.accounts.roles import INTERNAL, Role
from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words

# From the narrowest to the widest; the order only decides which one `scope()` names.
SCOPES = ("none", "count", "public", "assigned", "own", "unit", "masked", "all")
WHOLE = frozenset({"all", "masked"})  # every row; `masked` hides names and numbers of persons in them

ANONYMOUS, ROLELESS = "anonymous", "roleless"
HOLDERS: tuple[str, ...] = (ANONYMOUS, ROLELESS, *(role.value for role in Role))
GROUPS: dict[str, frozenset[str]] = {
    "anyone": frozenset(HOLDERS),
    "signed_in": frozenset(HOLDERS) - {ANONYMOUS},
    "internal": frozenset(role.value for role in INTERNAL),
}

READING = frozenset({"read", "export", "verify", "sign_in"})
VERBS: dict[str, Words] = {
    "sign_in": Words(zh="登录", en="sign in"),
    "read": Words(zh="查看", en="read"),
    "create": Words(zh="新建", en="create"),
    "change": Words(zh="修改", en="change"),
    "delete": Words(zh="删除", en="delete"),
    "import": Words(zh="导入", en="import"),
    "export": Words(zh="导出", en="export"),
    "verify": Words(zh="校验", en="verify"),
    "grant": Words(zh="授予", en="grant"),
    "revoke": Words(zh="收回", en="revoke"),
    "propose": Words(zh="拟定", en="propose"),
    "confirm": Words(zh="确认", en="confirm"),
    "decide": Words(zh="决定", en="decide"),
    "publish": Words(zh="发布", en="publish"),
    "rollback": Words(zh="撤回", en="roll back"),
}


class BadPermissions(ZhiceError):
    """A permission table says something that cannot be meant, or is asked for something it does not hold."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One line: who may do `verb`, in which scope, and which other records that writes."""

    record: str
    verb: str
    by: Mapping[str, str]  # holder → scope, groups already spread out, `none` left out
    also: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()  # `not:`: steps whose doer may not do this one (separation of duties)

    @property
    def writes(self) -> bool:
        return self.verb not in READING

    def scopes(self, holders: Iterable[str]) -> frozenset[str]:
        return frozenset(self.by[holder] for holder in holders if holder in self.by)


@dataclass(frozen=True, kw_only=True)
class Record:
    code: str
    words: Words
    verbs: Mapping[str, Rule]
    file: Path


@dataclass(frozen=True, kw_only=True)
class Table:
    records: Mapping[str, Record]
    verbs: Mapping[str, Words]

    def record(self, code: str) -> Record:
        if code not in self.records:
            raise BadPermissions(_unknown("记录", "record", code, self.records))
        return self.records[code]

    def rule(self, record: str, verb: str) -> Rule:
        """The line for one verb; a known verb that the record does not list is one that nobody may do."""
        line = self.record(record).verbs.get(verb)
        if line is None:
            if verb not in self.verbs:
                raise BadPermissions(_unknown("动作", "verb", verb, self.verbs))
            return Rule(record=record, verb=verb, by={})
        return line

    @cached_property
    def rules(self) -> Sequence[Rule]:
        return [rule for record in self.records.values() for rule in record.verbs.values()]


def read_tables(files: Iterable[Path]) -> Table:
    """Merge the tables of all apps; one record stands in one table only."""
    contents = [(file, _load(file)) for file in files]
    verbs = dict(VERBS)
    for file, content in contents:
        for verb, words in (content.pop("verbs", None) or {}).items():
            verbs[verb] = _words(words, f"{_short(file)}: verbs.{verb}")
    records: dict[str, Record] = {}
    for file, content in contents:
        for code, lines in content.items():
            if code in records:
                raise BadPermissions(_twice(code, records[code].file, file))
            records[code] = _record(code, lines, file, verbs)
    for record in records.values():
        for rule in record.verbs.values():
            for written in rule.also:
                if written not in records:
                    _fail(f"{_short(record.file)}: {record.code}.{rule.verb}.also", written, records)
    return Table(records=records, verbs=verbs)


def _load(file: Path) -> dict[str, Any]:
    content = yaml.safe_load(file.read_text("utf-8")) or {}
    if not isinstance(content, dict):
        _fail(_short(file), content, ["记录: {动作: {角色: 范围}}"])
    return content


def _record(code: str, lines: Any, file: Path, verbs: Mapping[str, Words]) -> Record:
    where = f"{_short(file)}: {code}"
    if not isinstance(lines, dict):
        _fail(where, lines, ["{动作: {角色: 范围}}"])
    words = _words(lines.get("name"), f"{where}.name")
    return Record(
        code=code,
        words=words,
        file=file,
        verbs={verb: _rule(code, verb, line, where, verbs) for verb, line in lines.items() if verb != "name"},
    )


def _rule(record: str, verb: str, line: Any, where: str, verbs: Mapping[str, Words]) -> Rule:
    where = f"{where}.{verb}"
    if verb not in verbs:
        _fail(where, verb, verbs)
    if not isinstance(line, dict):
        _fail(where, line, ["{角色: 范围}"])
    named = {str(key): value for key, value in line.items()}
    also = tuple(named.pop("also", ()))
    excluded = tuple(named.pop("not", ()))
    for holder, scope in named.items():
        if holder not in GROUPS and holder not in HOLDERS:
            _fail(where, holder, [*GROUPS, *HOLDERS])
        if scope not in SCOPES:
            _fail(f"{where}.{holder}", scope, SCOPES)
    return Rule(record=record, verb=verb, by=_spread(named), also=also, excluded=excluded)


def _spread(named: Mapping[str, str]) -> dict[str, str]:
    """Groups become their roles, from the largest group to the smallest, then the roles named themselves."""
    by: dict[str, str] = {}
    for group, holders in GROUPS.items():
        if group in named:
            by.update(dict.fromkeys(holders, named[group]))
    by.update({holder: scope for holder, scope in named.items() if holder not in GROUPS})
    return {holder: scope for holder, scope in by.items() if scope != "none"}


def _words(given: Any, where: str) -> Words:
    if not isinstance(given, dict) or set(given) != {"zh", "en"}:
        _fail(where, given, ["{zh: 中文, en: English}"])
    return Words(zh=given["zh"], en=given["en"])


def _short(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def _fail(where: str, found: Any, known: Iterable[Any]) -> None:
    raise BadPermissions(
        Words(
            zh="权限表 {where} 写了“{found}”，可用的是：{known}。",
            en="Permission table {where} says “{found}”; possible are: {known}.",
        ).fill(where=where, found=found, known=", ".join(str(item) for item in known))
    )


def _unknown(zh: str, en: str, found: str, known: Iterable[str]) -> Words:
    return Words(
        zh="权限表中没有{kind}“{found}”。请在所属应用的 permissions.yaml 中写明，已有：{known}。",
        en="No permission table knows the {kind} “{found}”; add it to the app's permissions.yaml. Known: {known}.",
    ).fill(kind=Words(zh=zh, en=en), found=found, known=", ".join(sorted(known)))


def _twice(code: str, first: Path, second: Path) -> Words:
    return Words(
        zh="记录“{code}”在 {first} 和 {second} 两张权限表中都有，请只留一处。",
        en="Record “{code}” stands in both {first} and {second}; keep it in one of them.",
    ).fill(code=code, first=_short(first), second=_short(second))
