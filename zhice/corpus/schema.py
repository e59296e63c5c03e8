"""The Arrow schema of a fact relation: the types that Parquet and DuckDB see are those the pillar declared."""

from __future__ import annotations

import pyarrow as pa

from zhice.measuring.facts import FactRelation

_TYPES = {
    "string": pa.string(),
    "date": pa.date32(),
    "int64": pa.int64(),
    "decimal(18, 2)": pa.decimal128(18, 2),
}


def arrow_schema(relation: FactRelation) -> pa.Schema:
    """Fields in the declared order; a trailing "?" makes a field nullable."""
    return pa.schema(
        [
            pa.field(name, _TYPES[kind.rstrip("?")], nullable=kind.endswith("?"))
            for name, (kind, _) in relation.columns.items()
        ]
    )
