"""The dated things a table tells: payments and what belongs to them, attendance, referrals, visits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import repeated
from truefans_core.extract.answers import answered
from truefans_core.extract.cells import Cells, Mask, pick, truth
from truefans_core.extract.dates import Dates
from truefans_core.extract.kinds import missed
from truefans_core.extract.money import Money
from truefans_core.extract.payments import Payments, first_of_order
from truefans_core.records import RECORD_EVENTS
from truefans_core.values.periods import months_column, period_end

#: The row of events that belong to nobody.
NOBODY = -1


class Events:
    """Collects the events of a table.

    Args:
        cells: the table.
        dates: its dates.
        person: for each record its row number, or `NOBODY` where it names no person.
    """

    def __init__(self, cells: Cells, dates: Dates, person: np.ndarray[Any, np.dtype[np.int64]]) -> None:
        self._cells = cells
        self._person = person
        self._at = dates.at("occurred_at")
        self._parts: list[pa.Table] = []
        self._base = {
            "at": self._at,
            "quantity": cells.number("quantity"),
            "product": cells.text("product", "tier"),
            "channel": cells.text("source", "referrer", "utm"),
            "ref": _ref(cells),
            "line": cells.table.lines,
        }

    def add(self, kind: str, rows: Mask, **columns: Any) -> None:
        """Add one event for each row of a mask; `columns` replace what the row says, one entry per record."""
        if not rows.any():
            return
        count = int(rows.sum())
        taken = pa.array(np.flatnonzero(rows))
        values = {name: pick(column, rows, taken) for name, column in {**self._base, **columns}.items()}
        values["row"] = pa.array(self._person[rows])
        for name, text in (
            ("kind", kind),
            ("source", self._cells.source.slug),
            ("platform", self._cells.platform),
            ("file_id", self._cells.table.file_id),
        ):
            values[name] = repeated(text, count)
        self._parts.append(
            pa.table(
                {
                    f.name: values[f.name] if f.name in values else repeated(None, count, f.type)
                    for f in RECORD_EVENTS
                },
                schema=RECORD_EVENTS,
            ),
        )

    def table(self) -> pa.Table:
        """All events added."""
        return pa.concat_tables(self._parts) if self._parts else RECORD_EVENTS.empty_table()


def add_payments(
    events: Events, cells: Cells, dates: Dates, money: Money, payments: Payments, kept: Mask
) -> None:
    """Payments, refunds, fees, taxes and tips of the kept rows."""
    own = kept & ~payments.line
    period = _period(cells, dates) if cells.has("interval", "tier", "event_type") else {}
    currency = payments.currency
    given = np.where(payments.given_back, payments.income, 0)
    paid = pa.array(np.maximum(payments.income - given, 0))
    events.add("payment", own & (np.asarray(paid) > 0), amount_minor=paid, currency=currency, **period)
    back = pa.array(payments.refund + given + np.maximum(-payments.income, 0))
    events.add("refund", own & (np.asarray(back) > 0), amount_minor=back, currency=currency)
    for role in ("fee", "tax") if cells.quirk("tip_included") else ("fee", "tax", "tip"):
        part = money.parts(role, currency)
        once = payments.first if role == "tax" and cells.quirk("order_parts") else True
        # Where fees are below zero, one above it on a refund is a fee that came back.
        returned = (part.minor > 0) & (payments.income < 0) & bool((part.minor < 0).any())
        events.add(
            role,
            own & (part.minor != 0) & (payments.income != 0) & once & ~returned,
            amount_minor=pa.array(np.abs(part.minor)),
            currency=part.currency,
        )


def add_signs(events: Events, cells: Cells, kept: Mask, *, paying: bool) -> None:
    """Attendance, referrals, visits, clicks, opens, hours and answers of the kept rows, and orders without an amount.

    A `referral` stands on the row of the person who was brought; its channel is the name or address of the one
    who gets the credit. Nobody is credited here: only a name that leads to exactly one person may be.
    """
    if cells.source.grain == "attendance":
        came = cells.one_of(cells.told("status"), cells.source.active_status)
        events.add("attendance", kept & came)
    credited = cells.text("referred_by")
    events.add("referral", kept & truth(pc.is_valid(credited)), channel=credited)
    hours, score = cells.number("hours_given"), answered(cells)
    dated = kept & truth(pc.is_valid(cells.text("occurred_at")))
    told = np.zeros(cells.rows, bool)
    for kind, value in (("hours", hours), ("survey", score)):
        rows = dated & truth(pc.is_valid(value))
        events.add(kind, rows, quantity=value)
        told |= rows
    for quirk, kind in (("clicks", "click"), ("opens", "open")):
        if cells.quirk(quirk):
            events.add(kind, dated)
    if not paying and cells.source.grain == "members":
        # An order is one payment, even where nothing says of how much; any other row with a day is a visit.
        ordered = truth(pc.is_valid(cells.text("order_id")))
        events.add("payment", dated & ~told & ordered & first_of_order(cells))
        # Who takes home ten things has come once.
        came = dated & ~told & ~ordered & ~missed(cells)
        events.add("visit", came, quantity=pa.nulls(cells.rows, pa.float64()))


def _period(cells: Cells, dates: Dates) -> dict[str, pa.Array]:
    """What was paid for: from the day of the payment, as many months as the row's interval, plan or type says."""
    start = dates.day("occurred_at")
    months = pc.coalesce(
        months_column(cells.text("interval")),
        months_column(cells.text("tier")),
        months_column(cells.text("event_type"), alone=True),
    )
    end = period_end(start, months)
    return {"period_start": pc.if_else(pc.is_valid(end), start, None), "period_end": end}


def _ref(cells: Cells) -> pa.Array:
    """The key of the order or line: what makes the same row of another export the same."""
    order = cells.text("order_id") if cells.source.order_lines else cells.text("order_id", "id_other")
    if not cells.has("line_item_id"):
        return order
    line = cells.text("line_item_id")
    return pc.coalesce(pc.binary_join_element_wise(order, line, "/"), order, line)
