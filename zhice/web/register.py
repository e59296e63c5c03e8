"""A register is declared: list, filters, detail, form, import, export and API follow from one `Register`.

Each app puts its declarations into a `register.py` and adds them with `site.add(REGISTER)`. The machinery that turns a
declaration into pages lives in `zhice.web.registers`; what a declaration cannot say gets a screen of its own.
`docs/add-a-register.md` walks through one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import NoReverseMatch, reverse

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words
from zhice.search.searchable import Searching
from zhice.web import discovery, navigation

# Badge colours. A state is always shown as icon + word + colour.
OK, INFO, WARN, BAD, MUTE = "ok", "info", "warn", "bad", "mute"


@dataclass(frozen=True)
class Column:
    """One column: a field, a path over relations (`region__name`), or any name together with `value`.

    The label is the field's verbose name unless given. `badge` maps stored values to colours (True: all neutral).
    `link` names a record kind whose page the cell opens (the related record), `masked` hides a personal name from people
    whose scope is `masked`, `money` shows 元 with 万/亿, `shown=False` keeps a column for the column chooser and exports.
    """

    name: str
    label: Any = ""
    _: KW_ONLY
    badge: Mapping[str, str] | bool = False
    link: str = ""
    money: bool = False
    masked: bool = False
    shown: bool = True
    value: Callable[[Any], Any] | None = None
    sort: str = ""  # order by this instead of `name`; a column with `value` sorts only by this
    unit: Any = ""


@dataclass(frozen=True, init=False)
class Section:
    """A group of fields under a heading, on the form and on the detail page."""

    title: Any
    fields: tuple[str, ...]
    note: Any = ""

    def __init__(self, title: Any, *fields: str, note: Any = "") -> None:
        object.__setattr__(self, "title", title)
        object.__setattr__(self, "fields", fields)
        object.__setattr__(self, "note", note)


@dataclass(frozen=True)
class Bulk:
    """What can be done to many records at once.

    `do(record, answer)` changes one record and may refuse with a ZhiceError; `ask` is the field whose form widget asks
    for the answer. `"set_state"` in `Register.bulk` is short for `Bulk("set_state", …, ask="state")` that sets the field.
    """

    name: str
    title: Any
    _: KW_ONLY
    ask: str = ""
    do: Callable[[Any, Any], None] | None = None
    verb: str = "change"


@dataclass(frozen=True)
class Panel:
    """A part of the detail page that the register cannot say: a template and what it needs.

    `context(record, request)` gives the template's values; `record` in the template is the record itself.
    """

    title: Any
    template: str
    _: KW_ONLY
    context: Callable[[Any, Any], Mapping[str, Any]] | None = None
    record: str = ""  # with `verb` a door of its own; otherwise who reads the record reads the panel
    verb: str = "read"


@dataclass(frozen=True)
class Action:
    """A button on the detail page that leads to a screen of the app's own."""

    title: Any
    url: Callable[[Any], str]
    _: KW_ONLY
    verb: str = "change"
    shown: Callable[[Any], bool] | None = None


@dataclass(frozen=True, kw_only=True)
class Register:
    """The declaration. Only `model` and `columns` are needed; everything else adds a page or a part of one.

    Verbs asked of the permission tables: `read` (list, detail, API, saved views), `create`, `change` (edit, bulk),
    `import`, `export`. A verb that no role has in the table simply does not appear.
    """

    model: type[Model]
    columns: tuple[Column, ...]
    title: Any = ""  # default: the model's plural name
    slug: str = ""  # default: the model's name; the address is /registers/<slug>/ and /api/v1/<slug>/
    record: str = ""  # the record kind of the permission tables; default: the model's name
    group: Any = navigation.REGISTERS  # where it stands in the navigation
    icon: str = "list"
    order: int = 100
    filters: tuple[str, ...] = ()
    search: tuple[str, ...] = ()
    searching: Searching | None = None  # what the one search box finds beyond the `search` columns
    sort: tuple[str, ...] = ()  # default order; default: newest first
    form: tuple[Section, ...] = ()  # none: records are not written by hand
    detail: tuple[Section, ...] = ()  # default: the form's sections, else all columns
    imports: tuple[str, ...] = ()  # columns of the import workbook; none: no import
    format: str = (
        ""  # or the name of an intake format of the room's own, for what a record's fields cannot say
    )
    key: tuple[str, ...] = ()  # the fields by which a row of an import is recognised again
    bulk: tuple[str | Bulk, ...] = ()
    panels: tuple[Panel, ...] = ()
    page: str = "web/registers/detail.html"  # the detail page; a template that extends this one
    beside: Callable[[Any, Any], Mapping[str, Any]] | None = (
        None  # what that template needs: (record, request) → values
    )
    actions: tuple[Action, ...] = ()
    listed: Q = field(
        default_factory=Q
    )  # what lists, searches and exports show of the records; a page of its own has each
    related: tuple[str, ...] = ()  # select_related paths, so that a list stays one query
    personal: bool = False  # reading one and exporting many leaves an event in the journal
    help: Any = ""
    in_navigation: bool = True
    # What the trade says of a row of an import, beyond its fields: `check(values, day)` answers with the values as they are
    # to be stored and flags, or raises `CellRefused`; `flags` has the words of each, all of them worth a person's look.
    check: Callable[[dict[str, Any], date], tuple[dict[str, Any], tuple[str, ...]]] | None = None
    flags: Mapping[str, Words] = field(default_factory=dict)
    # Records whose writing is a verb of the trade: `create(values) -> record`, `change(record, values)`; default: save.
    create: Callable[[dict[str, Any]], Any] | None = None
    change: Callable[[Any, dict[str, Any]], Any] | None = None
    verbs: Mapping[str, str] = field(
        default_factory=dict
    )  # {"create": "register"}: the table's own word for a verb

    def __post_init__(self) -> None:
        meta = self.model._meta
        for name, default in (
            ("slug", meta.model_name),
            ("record", meta.model_name),
            ("title", meta.verbose_name_plural),
            ("sort", ("-pk",)),
        ):
            if not getattr(self, name):
                object.__setattr__(self, name, default)

    def verb(self, name: str) -> str:
        return self.verbs.get(name, name)

    def rows(self, user: Any) -> QuerySet[Any]:
        """The records `user` may read, with what the columns need; every page of the machinery starts here."""
        return self.model._default_manager.visible_to(user).select_related(*self.related)

    def listed_rows(self, user: Any) -> QuerySet[Any]:
        """Those of them that stand in lists: all, unless the register says otherwise."""
        return self.rows(user).filter(self.listed)

    def address(self, page: str = "list", *args: Any) -> str:
        return reverse(f"registers:{self.slug}-{page}", args=args)

    def reference(self, record: Any) -> str:
        """The record's name in journal and evidence: `patent:12`."""
        return f"{self.record}:{record.pk}"

    def act_name(self, verb: str) -> str:
        return f"{self.model._meta.app_label}.{self.record}.{verb}"


class CellRefused(ZhiceError):
    """A register's `check` refuses a row: which column, a stable code, the words."""

    def __init__(self, column: str, code: str, words: Words) -> None:
        super().__init__(words)
        self.column, self.code = column, code


class TwiceDeclared(ZhiceError):
    """Two registers claim one address or one record kind."""


class Site:
    """All registers of the product, collected from the apps' `register.py` when the apps are ready."""

    def __init__(self) -> None:
        self._registers: dict[str, Register] = {}

    def add(self, *registers: Register) -> None:
        for register in registers:
            known = self._registers.get(register.slug)
            if known is not None and known is not register:
                raise TwiceDeclared(
                    Words(
                        zh=f"台账地址“{register.slug}”声明了两次，请为其中一个另取 slug。",
                        en=f"Two registers are declared as “{register.slug}”; give one of them another slug.",
                    )
                )
            self._registers[register.slug] = register

    def discover(self) -> None:
        """Import every room's `register.py`; each adds its declarations."""
        for _ in discovery.modules("register"):
            pass

    def __iter__(self) -> Iterable[Register]:
        return iter(sorted(self._registers.values(), key=lambda register: (register.order, register.slug)))

    def __len__(self) -> int:
        return len(self._registers)

    def get(self, slug: str) -> Register | None:
        return self._registers.get(slug)

    def of_record(self, kind: str) -> Register | None:
        """The register that shows records of this kind."""
        return next((register for register in self if register.record == kind), None)

    def address_of(self, reference: str) -> str | None:
        """Where a record named `<kind>:<id>` opens; None for a kind that no register shows."""
        kind, _, key = reference.partition(":")
        register = self.of_record(kind)
        if register is None or not key.isascii() or not key.isdigit():
            return None
        try:
            return register.address("detail", int(key))
        except NoReverseMatch:
            return None


site = Site()
