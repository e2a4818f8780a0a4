"""The account of rows: every record and every unit of money is kept, merged or set aside, with a reason.

The account is a table with one line per record (`columns.ACCOUNT`), so that the conservation law
`in = kept + merged + set aside` holds by construction and each total is a group-by of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import ACCOUNT, repeated

KEPT, MERGED, SET_ASIDE = "kept", "merged", "set_aside"
_LINES_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class SetAside:
    """Records left out for one reason, with their source line numbers."""

    reason: str
    count: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MoneyAccount:
    """Money of one currency in minor units; `unreadable` counts income cells that could not be read."""

    total: int
    kept: int
    merged: int
    set_aside: int
    unreadable: int


@dataclass(frozen=True, slots=True)
class TableAccount:
    """The account of one table. `records_in == kept + merged + sum of set_aside` always."""

    file_id: str
    records_in: int
    kept: int
    merged: int
    set_aside: tuple[SetAside, ...]
    money: Mapping[str, MoneyAccount]

    def as_json(self) -> dict[str, Any]:
        """The account in the words of the JSON contract; amounts in minor units."""
        return {
            "records_in": self.records_in,
            "kept": self.kept,
            "merged": self.merged,
            "set_aside": [
                {"reason": s.reason, "count": s.count, "lines": list(s.lines)} for s in self.set_aside
            ],
            "money": {
                currency: {
                    "in": m.total,
                    "kept": m.kept,
                    "merged": m.merged,
                    "set_aside": m.set_aside,
                    "unreadable": m.unreadable,
                }
                for currency, m in self.money.items()
            },
        }


def account_table(
    file_id: str,
    lines: Any,
    outcome: Any,
    reason: Any,
    currency: Any = None,
    amount_minor: Any = None,
    unreadable: Any = None,
) -> pa.Table:
    """Build an ACCOUNT table from equally long arrays (anything `pyarrow.array` takes).

    Example:
        >>> rows = account_table("f", [2, 3], ["kept", "set_aside"], [None, "E_NO_ID"], ["USD", None], [500, None])
        >>> summarise(rows)[0].kept, summarise(rows)[0].set_aside[0].reason
        (1, 'E_NO_ID')
    """
    count = len(lines)
    return pa.table(
        {
            "file_id": repeated(file_id, count),
            "line": pa.array(lines, pa.int64()),
            "outcome": pa.array(outcome, pa.string()),
            "reason": pa.array(reason, pa.string()),
            "currency": pa.nulls(count, pa.string()) if currency is None else pa.array(currency, pa.string()),
            "amount_minor": pa.nulls(count, pa.int64())
            if amount_minor is None
            else pa.array(amount_minor, pa.int64()),
            "unreadable": pa.array(np.zeros(count, bool))
            if unreadable is None
            else pa.array(unreadable, pa.bool_()),
            "covered_minor": pa.nulls(count, pa.int64()),
        },
        schema=ACCOUNT,
    )


def join_accounts(accounts: Iterable[pa.Table]) -> pa.Table:
    """All accounts as one table; an empty one where there are none."""
    tables = list(accounts)
    return pa.concat_tables(tables) if tables else ACCOUNT.empty_table()


def move(account: pa.Table, rows: Any, outcome: str, reason: str) -> pa.Table:
    """The account with the records of a boolean mask given another outcome: money moves with its record."""
    mask = pa.array(rows, pa.bool_()) if not isinstance(rows, (pa.Array, pa.ChunkedArray)) else rows
    new_outcome = pc.if_else(mask, outcome, account["outcome"])
    new_reason = pc.if_else(mask, reason, account["reason"])
    at = account.schema.get_field_index
    return account.set_column(at("outcome"), "outcome", new_outcome).set_column(
        at("reason"),
        "reason",
        new_reason,
    )


def cover(account: pa.Table, covered: Any) -> pa.Table:
    """The account with a part of kept records merged: minor units of each record, never more than it holds."""
    amount = pc.fill_null(account["amount_minor"], 0)
    kept = pc.and_(pc.equal(account["outcome"], KEPT), pc.greater(amount, 0))
    part = pc.if_else(kept, pc.min_element_wise(pc.max_element_wise(covered, 0), amount), 0)
    at = account.schema.get_field_index("covered_minor")
    return account.set_column(at, "covered_minor", pc.if_else(pc.greater(part, 0), part, None))


def summarise(account: pa.Table) -> tuple[TableAccount, ...]:
    """One TableAccount per file_id, in order of first appearance."""
    return tuple(
        _summarise_one(file_id, account.filter(pc.equal(account["file_id"], file_id)))
        for file_id in pc.unique(account["file_id"]).to_pylist()
    )


def total(account: pa.Table) -> TableAccount:
    """The account over all files, as one."""
    return _summarise_one("", account)


def _summarise_one(file_id: str, rows: pa.Table) -> TableAccount:
    outcome = rows["outcome"]
    aside = rows.filter(pc.equal(outcome, SET_ASIDE))
    reasons = sorted(r for r in pc.unique(aside["reason"]).to_pylist() if r is not None)
    set_aside = []
    for reason in reasons:
        lines = aside.filter(pc.equal(aside["reason"], reason))["line"]
        set_aside.append(SetAside(reason, len(lines), tuple(sorted(lines.to_pylist()[:_LINES_SHOWN]))))
    money = {}
    for currency in sorted(c for c in pc.unique(rows["currency"]).to_pylist() if c is not None):
        of_currency = rows.filter(pc.equal(rows["currency"], currency))
        by_outcome = {
            name: pc.sum(of_currency.filter(pc.equal(of_currency["outcome"], name))["amount_minor"]).as_py()
            or 0
            for name in (KEPT, MERGED, SET_ASIDE)
        }
        kept = of_currency.filter(pc.equal(of_currency["outcome"], KEPT))
        covered = pc.sum(kept["covered_minor"]).as_py() or 0
        money[currency] = MoneyAccount(
            pc.sum(of_currency["amount_minor"]).as_py() or 0,
            by_outcome[KEPT] - covered,
            by_outcome[MERGED] + covered,
            by_outcome[SET_ASIDE],
            pc.sum(of_currency["unreadable"]).as_py() or 0,
        )
    return TableAccount(
        file_id,
        rows.num_rows,
        pc.sum(pc.equal(outcome, KEPT)).as_py() or 0,
        pc.sum(pc.equal(outcome, MERGED)).as_py() or 0,
        tuple(set_aside),
        money,
    )
