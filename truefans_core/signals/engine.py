"""The expressions on embedded DuckDB: each is compiled once, and Arrow tables are read where they lie."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    import ibis.expr.types as ir
    import pyarrow.dataset as ds


def run(expression: Callable[..., ir.Table], /, *how: Hashable, **tables: pa.Table | ds.Dataset) -> pa.Table:
    """What an expression gives of some tables.

    Args:
        expression: takes one Ibis table per name of `tables`, then `how`.
        how: what shapes the expression; what only changes its numbers belongs into a table, so that it is compiled once.
        tables: by the names the expression knows them by; Parquet files as a dataset.
    """
    schemas = tuple((name, table.schema.remove_metadata()) for name, table in tables.items())
    connection = _database().cursor()
    try:
        for name, table in tables.items():
            connection.register(name, table)
        found: pa.Table = connection.sql(_compiled(expression, schemas, how)).to_arrow_table()
    finally:
        connection.close()
    return found


@cache
def _database() -> Any:
    """One database in memory for everybody: it never holds a table, each run registers its own and lets go of them."""
    import duckdb

    return duckdb.connect()


@cache
def _compiled(expression: Any, schemas: tuple[tuple[str, pa.Schema], ...], how: tuple[Hashable, ...]) -> str:
    import ibis

    unbound = [ibis.table(ibis.Schema.from_pyarrow(schema), name=name) for name, schema in schemas]
    return str(ibis.to_sql(expression(*unbound, *how), dialect="duckdb"))
