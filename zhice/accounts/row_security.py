"""The wall behind `visible_to()`: row-level security, written by a migration operation next to the model's table.

    operations = [RowSecurity("registry_patent", record="patent", own="first_holder_id = any(zhice_parties())")]

Each scope is a SQL condition that says the same as the model's VISIBILITY; a scope without condition shows no row.
The policies ask functions that read what `acting_as` told the connection; nothing told: no row, nothing written.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.migrations.operations.base import Operation

SCOPED = ("own", "unit", "assigned", "public")


class RowSecurity(Operation):
    """Enable and force row-level security on `table`.

    own, unit, assigned, public: SQL over the columns of the table; use zhice_user(), zhice_unit(), zhice_units(),
    zhice_parties(). `parent=("patent_id", "registry_patent")`: a row is seen when its parent row is seen; then no other
    condition is needed. `open_reading`: everybody reads (who may see what must not hide from itself), writing is walled.
    """

    reversible = True
    reduces_to_sql = True
    atomic = True

    def __init__(
        self,
        table: str,
        *,
        record: str,
        own: str = "",
        unit: str = "",
        assigned: str = "",
        public: str = "",
        parent: tuple[str, str] | None = None,
        open_reading: bool = False,
    ) -> None:
        self.table, self.record, self.parent, self.open_reading = table, record, parent, open_reading
        self.conditions = {"own": own, "unit": unit, "assigned": assigned, "public": public}

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        given: dict[str, Any] = {name: text for name, text in self.conditions.items() if text}
        given["record"] = self.record
        if self.parent:
            given["parent"] = self.parent
        if self.open_reading:
            given["open_reading"] = True
        return (type(self).__name__, [self.table], given)

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Rows are walled in the database only; the models do not change."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in self.statements():
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in self.undoing():
            schema_editor.execute(statement)

    def describe(self) -> str:
        return f"Wall the rows of {self.table}"

    def statements(self) -> Iterable[str]:
        seen = "true" if self.open_reading else self._condition("zhice_scopes")
        written = self._condition("zhice_writes")
        yield from (
            f'alter table "{self.table}" enable row level security',
            f'alter table "{self.table}" force row level security',
            f'create policy zhice_read on "{self.table}" for select using ({seen})',
            f'create policy zhice_insert on "{self.table}" for insert with check ({written})',
            f'create policy zhice_update on "{self.table}" for update using ({written}) with check ({written})',
            f'create policy zhice_delete on "{self.table}" for delete using ({written})',
        )

    def undoing(self) -> Iterable[str]:
        for policy in ("zhice_read", "zhice_insert", "zhice_update", "zhice_delete"):
            yield f'drop policy if exists {policy} on "{self.table}"'
        yield f'alter table "{self.table}" no force row level security'
        yield f'alter table "{self.table}" disable row level security'

    def _condition(self, function: str) -> str:
        # (select …) is evaluated once per query, not once per row
        parts = [f"(select {function}('{self.record}') && array['all', 'masked'])"]
        for scope in SCOPED:
            condition = self._rows(scope)
            if condition:
                parts.append(f"((select '{scope}' = any({function}('{self.record}'))) and ({condition}))")
        return " or ".join(parts)

    def _rows(self, scope: str) -> str:
        if self.parent is None:
            return self.conditions[scope]
        column, parent = self.parent
        return f'exists (select 1 from "{parent}" above where above.id = "{self.table}".{column})'
