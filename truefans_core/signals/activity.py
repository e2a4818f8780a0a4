"""Events to one row per supporter: one Ibis expression, for embedded DuckDB or any warehouse Ibis speaks to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pandas as pd

#: Kinds of events that show interest and advocacy.
INTEREST_KINDS = ("open", "click", "comment", "visit", "attendance", "hours")
ADVOCACY_KINDS = ("referral", "share", "gift")
#: Answers 0–10 to "how likely are you to recommend": the latest counts, never their sum. Packed as day × 16 + answer.
SURVEY, _DAY_OF_ANSWER = "survey", 16
_BEST_ANSWER = 10.0
INCOME_KINDS = ("payment", "tip")
#: Kinds that are no sign of the person being there.
SILENT_KINDS = ("fee", "tax", "refund")
DAYS_PER_MONTH = 30.4375
YEAR = 365
#: Weights are whole billionths: sums of whole numbers do not depend on the order of rows, nor on the unit of money.
UNIT = 1_000_000_000
#: A quantity above this is a slip of the export.
_MOST = 1e6


def prepared(events: ir.Table, as_of: date) -> ir.Table:
    """The events up to `as_of` with `on` (day), `paid` (a payment that counts as one) and `signed` money.

    Args:
        events: columns.EVENTS with `value_minor` and `net_minor`.
        as_of: later events are left out.
    """
    import ibis

    known = events.mutate(on=events.at.date()) if "on" not in events.columns else events
    known = known.filter(known.on <= ibis.literal(as_of))
    income = known.kind.isin(INCOME_KINDS)
    refund = known.kind == "refund"
    sign = ibis.cases((income, 1), (refund, -1), else_=0).cast("int64")
    kept = ibis.cases((income, 1), (refund | (known.kind == "fee"), -1), else_=0).cast("int64")
    # A line item without money is no payment of its own; a log without amounts has payments all the same.
    paid = (known.kind == "payment") & ((known.value_minor != 0) | known.value_minor.isnull())  # noqa: PD003 so Ibis calls it
    return known.mutate(
        paid=paid,
        signed=(known.value_minor * sign).fill_null(0),
        signed_net=(known.net_minor * kept).fill_null(0),
    )


def activity(events: ir.Table, as_of: date, half_life: float) -> ir.Table:
    """One row per person: dates, counts, money and decayed money.

    A payment for a period is spread over its months before it decays: the months begun by `as_of` count one share
    each, from their first day on. The sum of the shares is a geometric series, so no row is multiplied.

    Args:
        events: what `prepared` gave.
        as_of: the day the signals are for.
        half_life: days after which a payment counts half.

    Returns:
        person_id, first_on, last_on, first_paid, last_paid, payments, amounts (payments with an amount),
        lifetime_minor, income_year_minor, income_year_net_minor, active_months, decayed (minor units × 10⁹, exact),
        decayed_count, period_until, monthly_minor, one decayed sum of quantities per kind of interest and advocacy,
        and `survey` for `latest_answer`; null where there are none.
    """
    import ibis

    known = events.filter(events.person_id.notnull())  # noqa: PD004 so Ibis calls it
    today = ibis.literal(as_of)
    start = known.period_start.fill_null(known.on)
    months = (
        (known.period_end.delta(start, unit="day").cast("float64") / DAYS_PER_MONTH)
        .round()
        .cast("float64")
        .fill_null(1.0)
    )
    months = ibis.greatest(months, 1.0)
    age = ibis.greatest(today.delta(start, unit="day").cast("float64"), 0.0)
    begun = ibis.least((age / DAYS_PER_MONTH).floor().cast("float64") + 1.0, months)
    growth = 2.0 ** (DAYS_PER_MONTH / half_life)
    half = ibis.literal(0.5)
    fresh = half.pow(age / half_life)
    series = (ibis.literal(growth).pow(begun) - 1.0) / (growth - 1.0)
    spread = ibis.ifelse(months > 1.0, fresh * series / months, fresh)
    plain = half.pow(today.delta(known.on, unit="day").cast("float64") / half_life)
    known = known.mutate(
        weight=(spread * UNIT).round().cast("decimal(18,0)"),
        sign_weight=(ibis.least(ibis.greatest(known.quantity.fill_null(1.0), 0.0), _MOST) * plain * UNIT)
        .round()
        .cast("decimal(18,0)"),
        month=known.on.year() * 12 + known.on.month(),
        a_month=(known.value_minor.cast("float64") / months).round().cast("int64"),
        in_year=known.on > ibis.literal(as_of - timedelta(days=YEAR)),
    )
    seen = ~known.kind.isin(SILENT_KINDS)
    answer = known.quantity.clip(0.0, _BEST_ANSWER).round()
    running = known.paid & known.period_end.notnull() & (known.period_end > today) & (start <= today)  # noqa: PD004 so Ibis calls it
    return known.group_by("person_id").aggregate(
        first_on=known.on.min(where=seen),
        last_on=known.on.max(where=seen),
        first_paid=known.on.min(where=known.paid),
        last_paid=known.on.max(where=known.paid),
        payments=known.count(where=known.paid),
        amounts=known.count(where=known.paid & known.value_minor.notnull()),  # noqa: PD004 so Ibis calls it
        lifetime_minor=known.signed.sum(),
        income_year_minor=known.signed.sum(where=known.in_year),
        income_year_net_minor=known.signed_net.sum(where=known.in_year),
        active_months=known.month.nunique(where=known.paid),
        decayed=(known.signed.cast("decimal(38,0)") * known.weight).sum(),
        decayed_count=known.weight.sum(where=known.paid),
        period_until=known.period_end.max(where=known.paid),
        monthly_minor=known.a_month.sum(where=running),
        survey=(known.on.delta(ibis.date(1970, 1, 1), unit="day") * _DAY_OF_ANSWER + answer).max(
            where=known.kind == SURVEY
        ),
        **{kind: known.sign_weight.sum(where=known.kind == kind) for kind in INTEREST_KINDS + ADVOCACY_KINDS},
    )


def latest_answer(packed: pd.Series) -> pd.Series:
    """The latest answer 0–10 of the column `survey`; of two of one day the better."""
    return packed.astype(float) % _DAY_OF_ANSWER


def packed_answer(on: Any, answers: Any) -> Any:
    """Answers with their days (since 1970-01-01) as in the column `survey`: the largest is the latest."""
    return on * _DAY_OF_ANSWER + answers.clip(0.0, _BEST_ANSWER).round()


def in_units(billionths: pd.Series) -> pd.Series:
    """Decayed sums in their own unit."""
    return billionths / UNIT
