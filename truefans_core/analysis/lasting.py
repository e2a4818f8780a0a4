"""How long each true fan stays without another payment: to the day, as scoring anew on that day would say."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.history import month_end, month_ends
from truefans_core.signals.activity import DAYS_PER_MONTH, INCOME_KINDS, YEAR
from truefans_core.signals.days import number_of
from truefans_core.signals.standing import RETRY_DAYS
from truefans_core.tiers.keep import leaves_below
from truefans_core.tiers.reasons import Leaves
from truefans_core.tiers.step_up import MONEY_SCORES, SCORE_RULES, lift_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from truefans_core.history import Past
    from truefans_core.marks import ScoreUsed
    from truefans_core.tiers.line import Line

_NEEDED = [
    "person_id", "income_year_minor", "score", "interest", "advocacy", "paid_through", "last_at", "last_paid_at",
]  # fmt: skip
#: Nobody is told a day further ahead than this.
_FOREVER = 36_500


def lasting(
    rows: pd.DataFrame,
    events: pa.Table,
    line: Line,
    score: ScoreUsed,
    as_of: date,
    silent_after: float,
    past: Past,
) -> dict[str, Leaves]:
    """The day each true fan leaves if nothing more is paid, where one can be told.

    That is the first day below the line (below where the rule lets go, of who was true at the end of a month before),
    or the first on which they count as gone: a paid period has ended, or nothing was heard for too long. Money and payments of a running
    period still to be spread over its months come in as they begin. No day is told of who has a subscription that an
    export calls active, nor of totals without a day, nor by rules that rank people against each other.

    Args:
        rows: the marked people with `state`, `pledged` and `totals_spread`, indexed by person_id.
        events: columns.EVENTS up to `as_of` with `value_minor`.
        line: where the line lies.
        score: which score ranked.
        as_of: the day.
        silent_after: days without anything heard after which somebody is gone.
        past: the months before.
    """
    by_money = line.rule == "money" and rows["last_paid_at"].notna().any()
    by_score = line.rule in SCORE_RULES and score.name in (*MONEY_SCORES, "decayed_count")
    if line.true is None or not line.true > 0 or not (by_money or by_score):
        return {}
    counted = score.name == "decayed_count"
    told = (rows["dated"] | counted) if by_score else ~rows["totals_spread"]
    true = rows.loc[(rows["state"] == "true") & ~rows["pledged"] & told, _NEEDED]
    paid = _paid(events, true.index, as_of)
    until = paid["end"].groupby(paid["person_id"]).max().reindex(true.index)
    coming = _leaving_the_year(paid) if by_money else _still_to_begin(paid, score)
    each = {
        str(who): list(zip(of["days"], of["value"], strict=True)) for who, of in coming.groupby("person_id")
    }

    def drop(row: Mapping[str, Any], below: float) -> float:
        more = each.get(row["person_id"], [])
        if by_money:
            return _first_below(float(row["income_year_minor"]), below, more)
        later = [(day, lift_of(row, score.weights) * part) for day, part in more]
        return _first_below(row["score"], below, later, score.half_life_days)

    mine = [{str(name): value for name, value in row.items()} for row in true.to_dict("records")]
    drops = {row["person_id"]: drop(row, line.true) for row in mine}
    if (let_go := leaves_below(line, "true")) is not None:
        forgotten = _without_memory(drops, rows, line, as_of, past)
        drops |= {row["person_id"]: drop(row, let_go) for row in mine if row["person_id"] not in forgotten}
    found = {}
    for row, ends in zip(mine, until, strict=True):
        ended, silent = _gone(row, ends, as_of, silent_after)
        below = drops[row["person_id"]]
        days = min(below, ended, silent)
        on = as_of + timedelta(days=int(min(days, _FOREVER)))
        found[row["person_id"]] = Leaves(on, silent < min(below, ended))
    return found


def _without_memory(
    drops: Mapping[str, float], rows: pd.DataFrame, line: Line, as_of: date, past: Past
) -> set[str]:
    """Who falls below the line before the month ends and was not true when the last one did: nothing keeps them.

    Args:
        drops: days until each true fan is below the line; 0 is below it now and true by memory.
        rows: the marked people, indexed by person_id.
        line: where the line lies.
        as_of: the day.
        past: the months before.
    """
    left = (month_end(as_of) - as_of).days
    soon = {who for who, days in drops.items() if 0 < days <= left}
    ends = month_ends(past.first or as_of, as_of - timedelta(days=1))
    if not soon or not ends:
        return soon
    before = past.states_of(rows[rows.index.isin(soon)], line, ends[-1], rows)
    return soon - {*before.index[before == "true"]}


def _first_below(
    value: float, below: float, changes: Iterable[tuple[float, float]], half_life: float = math.inf
) -> float:
    """Days until a value that fades and changes on some days is below a line; infinite if never.

    Example:
        >>> _first_below(200.0, 100.0, [], 30.0), _first_below(200.0, 100.0, [(10.0, 50.0)], 30.0)
        (31.0, 42.0)
        >>> _first_below(200.0, 100.0, [(5.0, -40.0), (9.0, -80.0)])
        9.0
    """
    day = 0.0
    for then, change in (*sorted(changes), (math.inf, 0.0)):
        if value < below:
            return day
        stays = math.inf if math.isinf(half_life) else math.floor(half_life * math.log2(value / below)) + 1
        if day + stays < then:
            return day + stays
        if math.isinf(then):
            break
        value = value * 0.5 ** ((then - day) / half_life) + change
        day = then
    return math.inf


def _paid(events: pa.Table, who: pd.Index, as_of: date) -> pd.DataFrame:
    """Payments and refunds of some people: person_id, days since each, its period in days from today, signed, paid."""
    wanted = pc.and_(
        pc.is_in(events["person_id"], value_set=pa.array(who.to_numpy(dtype=object), pa.string())),
        pc.is_in(events["kind"], value_set=pa.array([*INCOME_KINDS, "refund"])),
    )
    own = events.filter(wanted)
    today = number_of(as_of)

    def day(name: str) -> pd.Series:
        days = pc.cast(pc.cast(own[name].cast(pa.date32()), pa.int32()), pa.float64())
        return pd.Series(days.to_numpy(), dtype=float) - today

    kind, value = (
        own["kind"].to_pandas(),
        pd.Series(own["value_minor"].cast(pa.float64()).to_numpy(), dtype=float),
    )
    on, end = day("at"), day("period_end")
    is_payment = kind.eq("payment") & value.ne(0)  # no amount at all is a payment too
    return pd.DataFrame(
        {
            "person_id": own["person_id"].to_pandas(),
            "on": on,
            "start": day("period_start").fillna(on),
            "end": end.where(is_payment),
            "months": ((end - day("period_start").fillna(on)) / DAYS_PER_MONTH)
            .round()
            .clip(lower=1.0)
            .fillna(1.0),
            "signed": value.fillna(0.0).where(kind.ne("refund"), -value.fillna(0.0)),
            "paid": is_payment.astype(float),
        }
    )


def _leaving_the_year(paid: pd.DataFrame) -> pd.DataFrame:
    """When each payment of the last 365 days falls out of them: person_id, days, value."""
    inside = paid[paid["on"] > -YEAR]
    return pd.DataFrame(
        {"person_id": inside["person_id"], "days": inside["on"] + YEAR, "value": -inside["signed"]}
    )


def _still_to_begin(paid: pd.DataFrame, score: ScoreUsed) -> pd.DataFrame:
    """The months of paid periods that have not begun: person_id, days until each does, what it adds on that day."""
    value = paid["paid"] if score.name == "decayed_count" else paid["signed"]
    begun = np.minimum(np.floor((-paid["start"]).clip(lower=0.0) / DAYS_PER_MONTH) + 1.0, paid["months"])
    left = (paid["months"] - begun).astype("int64").to_numpy()
    row = np.repeat(np.arange(len(paid)), left)
    number = begun.to_numpy()[row] + np.arange(len(row)) - np.repeat(np.cumsum(left) - left, left)
    begins = paid["start"].to_numpy()[row] + number * DAYS_PER_MONTH
    days = np.ceil(begins)
    fresh = 0.5 ** ((days - begins) / score.half_life_days)
    return pd.DataFrame(
        {
            "person_id": paid["person_id"].to_numpy()[row],
            "days": days,
            "value": (value / paid["months"]).to_numpy()[row] * fresh,
        }
    )


def _gone(row: Mapping[str, Any], ends: float, as_of: date, silent_after: float) -> tuple[float, float]:
    """Days until a paid period has ended for good, and until nothing was heard for too long; infinite if never.

    See `history.gone`, which says it of a day.
    """
    today = pd.Timestamp(as_of)
    paid_through = row["paid_through"]
    covered = -math.inf if pd.isna(paid_through) else (paid_through - today).days + 1
    silent = (row["last_at"] - today).days + math.floor(silent_after) + 1
    last_paid = (row["last_paid_at"] - today).days if pd.notna(row["last_paid_at"]) else math.inf
    ended = max(ends + RETRY_DAYS + 1, covered, 1) if last_paid <= ends else math.inf
    return ended, max(silent, covered, 1)
