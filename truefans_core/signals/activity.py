"""Events to one row per supporter: one Ibis expression, for embedded DuckDB or any warehouse Ibis speaks to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from datetime import date

    import ibis.expr.types as ir
    import numpy.typing as npt
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
#: Months are told apart as bits of whole numbers, so many in each.
MONTHS_A_WORD = 60
#: Weights are whole billionths: sums of whole numbers do not depend on the order of rows, nor on the unit of money.
UNIT = 1_000_000_000
#: Up to this many minor units, amount times weight is a whole number of 64 bits.
NARROW = 2**63 // UNIT - 1
#: A quantity above this is a slip of the export.
_MOST = 1e6


@dataclass(frozen=True, slots=True)
class Shape:
    """What occurs in the events: an expression leaves out whatever does not, for it would cost as much.

    Attributes:
        kinds: kinds of interest and advocacy that occur; the columns of the others are null.
        periods: whether some payment is for a period; as above.
        words: for how many times `MONTHS_A_WORD` months back months are told apart; what is older counts as one.
        wide: whether some amount is beyond `NARROW`, so that its fading takes more than 64 bits.
        plain: whether every event is a payment with an amount, so that none has to be told from the others.
    """

    kinds: tuple[str, ...] = (*INTEREST_KINDS, *ADVOCACY_KINDS, SURVEY)
    periods: bool = True
    words: int = 4
    wide: bool = True
    plain: bool = False


#: Events of which nothing is known yet.
ANY = Shape()


def standpoint(as_of: date, half_life: float = 1.0) -> pa.Table:
    """The one row that says for which day and with which half-life (days) the signals are: `as_of`, `half_life`."""
    return pa.table(
        {"as_of": pa.array([as_of], pa.date32()), "half_life": pa.array([half_life], pa.float64())}
    )


def prepared(events: ir.Table, standpoint: ir.Table, shape: Shape = ANY) -> ir.Table:
    """The events of people up to the day, with `on` (day), `paid` (a payment that counts as one) and `signed` money.

    Args:
        events: columns.EVENTS with `value_minor` and `net_minor`.
        standpoint: its one row stands beside every event.
        shape: what occurs in the events.
    """
    import ibis

    known = events.mutate(on=events.at.date()) if "on" not in events.columns else events
    known = known.filter(known.person_id.notnull()).cross_join(standpoint)  # noqa: PD004 so Ibis calls it
    known = known.filter(known.on <= known.as_of)
    if shape.plain:
        return known.mutate(paid=True, signed=known.value_minor, signed_net=known.net_minor)
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


def activity(events: ir.Table, standpoint: ir.Table, shape: Shape = ANY) -> ir.Table:
    """One row per person: dates, counts, money and decayed money.

    A payment for a period is spread over its months before it decays: the months begun by the day count one share
    each, from their first day on. The sum of the shares is a geometric series, so no row is multiplied.

    Args:
        events: columns.EVENTS with `value_minor` and `net_minor`.
        standpoint: for which day and with which half-life: one row of `as_of` and `half_life`.
        shape: what occurs in the events.

    Returns:
        person_id, first_on, last_on, first_paid, last_paid, payments, amounts (payments with an amount),
        lifetime_minor, income_year_minor, income_year_net_minor, months_0 … for `active_months`, decayed (minor units
        × 10⁹), decayed_count, period_until, monthly_minor, one decayed sum of quantities per kind of interest and
        advocacy, and `survey` for `latest_answer`; null where there are none. Sums are added up exactly, as whole
        numbers, and then given as floats.
    """
    import ibis

    known = prepared(events, standpoint, shape)
    today, half_life = known.as_of, known.half_life
    # What an event is for begins on its own day, or where its period does; what begins later counts in full.
    start = known.period_start.fill_null(known.on) if shape.periods else known.on
    age = ibis.greatest(today.delta(start, unit="day"), 0).cast("float64")
    fresh = ibis.literal(0.5).pow(age / half_life)
    spread = _spread(known, start, age, fresh) if shape.periods else fresh
    known = known.mutate(
        # However long ago a payment was, it was one.
        weight=ibis.greatest(_billionths(spread), 1),
        sign_weight=_billionths(ibis.least(ibis.greatest(known.quantity.fill_null(1.0), 0.0), _MOST) * fresh),
        back=(today.year() - known.on.year()) * 12 + today.month() - known.on.month(),
        in_year=today.delta(known.on, unit="day") < YEAR,
    )
    # Whatever needs no telling apart is not even asked: a condition costs as much as the sum it guards.
    paid = None if shape.plain else known.paid
    seen = None if shape.plain else ~known.kind.isin(SILENT_KINDS)
    priced = None if shape.plain else known.paid & known.value_minor.notnull()  # noqa: PD004 so Ibis calls it
    found = {
        "first_on": known.on.min(where=seen),
        "last_on": known.on.max(where=seen),
        "first_paid": known.on.min(where=paid),
        "last_paid": known.on.max(where=paid),
        "payments": known.count(where=paid),
        "amounts": known.count(where=priced),
        "lifetime_minor": _total(known.signed),
        "income_year_minor": _total(known.signed, known.in_year),
        "income_year_net_minor": _total(known.signed_net, known.in_year),
        **_months_paid(known, shape.words, paid),
        "decayed": _total(_faded(known, shape)),
        "decayed_count": _total(known.weight, paid),
    }
    nothing: dict[str, ir.Value] = {}
    if shape.periods:
        running = known.paid & (known.period_end > today) & (start <= today)
        found["period_until"] = known.period_end.max(where=known.paid)
        found["monthly_minor"] = _total(_a_month(known, start), running)
    else:
        nothing |= {"period_until": ibis.null("date"), "monthly_minor": ibis.null("float64")}
    for kind in (*INTEREST_KINDS, *ADVOCACY_KINDS):
        if kind in shape.kinds:
            found[kind] = _total(known.sign_weight, known.kind == kind)
        else:
            nothing[kind] = ibis.null("float64")
    if SURVEY in shape.kinds:
        on = known.on.delta(ibis.date(1970, 1, 1), unit="day")
        found[SURVEY] = (on * _DAY_OF_ANSWER + known.quantity.clip(0.0, _BEST_ANSWER).round()).max(
            where=known.kind == SURVEY
        )
    else:
        nothing[SURVEY] = ibis.null("int64")
    by_person = known.group_by("person_id").aggregate(**found)
    return by_person.mutate(**nothing) if nothing else by_person


def _months_paid(known: ir.Table, words: int, paid: ir.Value | None) -> dict[str, ir.Value]:
    """The months with a payment as bits, the month of the day first: counting them apart would cost as much again."""
    import ibis

    found = {}
    for word in range(words):
        first, end = word * MONTHS_A_WORD, (word + 1) * MONTHS_A_WORD
        # No event is of a later month, and what is older than the last word belongs to it.
        bounds = [known.back >= first] * (word > 0) + [known.back < end] * (word < words - 1)
        here = [*([] if paid is None else [paid]), *bounds]
        place = ibis.least(ibis.greatest(known.back - first, 0), MONTHS_A_WORD - 1).cast("int64")
        found[f"months_{word}"] = (ibis.literal(1, "int64") << place).bit_or(
            where=ibis.and_(*here) if here else None
        )
    return found


def active_months(months: pa.Table) -> npt.NDArray[np.int64]:
    """In how many months people paid, of the columns `months_0` … that `activity` gave."""
    words = [months[name] for name in months.column_names if name.startswith("months_")]
    bits = [np.bitwise_count(word.fill_null(0).to_numpy()) for word in words]
    counted: npt.NDArray[np.int64] = np.sum(bits, axis=0, dtype=np.int64)
    return counted


def _months(known: ir.Table, start: ir.Value) -> ir.Value:
    """The months of a period, at least one; 1 where a payment is for none."""
    import ibis

    whole = (known.period_end.delta(start, unit="day").cast("float64") / DAYS_PER_MONTH).round()
    return ibis.greatest(whole.cast("float64").fill_null(1.0), 1.0)


def _spread(known: ir.Table, start: ir.Value, age: ir.Value, fresh: ir.Value) -> ir.Value:
    """What is left of a payment for a period: its months begun so far, each faded from its own first day."""
    import ibis

    months = _months(known, start)
    begun = ibis.least((age / DAYS_PER_MONTH).floor().cast("float64") + 1.0, months)
    growth = ibis.literal(2.0).pow(ibis.literal(DAYS_PER_MONTH) / known.half_life)
    series = (growth.pow(begun) - 1.0) / (growth - 1.0)
    return ibis.ifelse(known.period_end.notnull() & (months > 1.0), fresh * series / months, fresh)  # noqa: PD004


def _a_month(known: ir.Table, start: ir.Value) -> ir.Value:
    return (known.value_minor.cast("float64") / _months(known, start)).round().cast("int64")


def _billionths(weight: ir.Value) -> ir.Value:
    return (weight * UNIT).round().cast("int64")


def _faded(known: ir.Table, shape: Shape) -> ir.Value:
    if shape.wide:
        return known.signed.cast("decimal(38,0)") * known.weight.cast("decimal(18,0)")
    return known.signed * known.weight


def _total(whole: ir.Value, where: ir.Value | None = None) -> ir.Value:
    return whole.sum(where=where).cast("float64")


def first_payments(events: ir.Table, standpoint: ir.Table) -> ir.Table:
    """The day of the first payment by person and platform: person_id, platform, first.

    Args:
        events: columns.EVENTS with `value_minor` and `net_minor`.
        standpoint: one row of `as_of` and `half_life`.
    """
    known = prepared(events, standpoint)
    return known.filter(known.paid).group_by("person_id", "platform").aggregate(first=known.on.min())


def latest_answer(packed: pd.Series) -> pd.Series:
    """The latest answer 0–10 of the column `survey`; of two of one day the better."""
    return packed.astype(float) % _DAY_OF_ANSWER


def packed_answer(on: Any, answers: Any) -> Any:
    """Answers with their days (since 1970-01-01) as in the column `survey`: the largest is the latest."""
    return on * _DAY_OF_ANSWER + answers.clip(0.0, _BEST_ANSWER).round()


def in_units(billionths: pd.Series) -> pd.Series:
    """Decayed sums in their own unit."""
    return billionths / UNIT
