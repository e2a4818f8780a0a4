"""What exports state about a person on their day: one row per person and source, by one Ibis expression."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: How rows of one person in one export are put together: two memberships add up, a state is the latest.
MONEY = {"unit_price": "sum", "sales_generated": "sum"}
#: A total, or what dated payments of the same platform leave of it.
TOTALS = ("lifetime_amount", "opening_amount")
COUNTS = {
    "order_count": "sum",
    "opens": "sum",
    "clicks": "sum",
    "views": "sum",
    "comments_count": "sum",
    "hours_given": "sum",
    "shares": "sum",
    "gifts_given": "sum",
    "activity_score": "max",
    "rating": "max",
    "recommend_score": "max",
    "status": "max",  # 1 an active paying member, 0 one who has left
    "interval": "min",  # months between two charges
}
DATES = {
    "joined_at": "min",
    "first_paid_at": "min",
    "last_activity": "max",
    "last_open": "max",
    "last_click": "max",
    "cancelled_at": "max",
    "expires_at": "max",
    "paid_through": "max",
    "next_charge_at": "max",
}
#: What `statements` gives.
COLUMNS = (
    "person_id", "source", "platform", "stated_on", "lifetime_amount", "lifetime_net", *MONEY, *COUNTS, *DATES,
)  # fmt: skip


def statements(snapshots: ir.Table) -> ir.Table:
    """One row per person and source with the latest statement of each measure.

    Args:
        snapshots: columns.SNAPSHOTS with `value_minor` and `net_minor` for money.

    Returns:
        person_id, source, platform, stated_on, lifetime_amount and lifetime_net (minor units), one column per measure
        of `MONEY` (minor units), `COUNTS` and `DATES` (days since 1970-01-01); null: not stated.
    """
    import ibis

    named = snapshots.filter(snapshots.person_id.notnull())
    window = ibis.window(group_by=[named.person_id, named.source, named.measure])
    dated = named.mutate(latest=named.as_of.max().over(window))
    latest = dated.filter(dated.as_of.isnull() | (dated.as_of == dated.latest))
    numbers = {
        name: getattr(latest.value, how)(where=latest.measure == name)
        for name, how in {**COUNTS, **DATES}.items()
    }
    total = latest.measure.isin(TOTALS)
    return latest.group_by("person_id", "source").aggregate(
        platform=latest.platform.max(),
        stated_on=latest.as_of.max(),
        lifetime_amount=latest.value_minor.sum(where=total),
        lifetime_net=latest.net_minor.sum(where=total),
        **{
            name: getattr(latest.value_minor, how)(where=latest.measure == name)
            for name, how in MONEY.items()
        },
        **numbers,
    )


def states_money(snapshots: pa.Table) -> bool:
    """Whether some export states what people paid, or pay.

    Args:
        snapshots: columns.SNAPSHOTS.
    """
    told = pc.is_in(snapshots["measure"], value_set=pa.array(["unit_price", *TOTALS]))
    return bool(pc.any(told).as_py())
