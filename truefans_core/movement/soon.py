"""Who is about to become a true fan, and who is about to leave: with the reason and the day."""

from __future__ import annotations

import math
import operator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from truefans_core.history import month_ends
from truefans_core.tiers.step_up import MONEY_SCORES, SCORE_RULES, lift_of, step_up
from truefans_core.words import Amount

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from truefans_core.tiers.reasons import Row, Standing, Told

#: Days that are still soon.
SOON_DAYS = 60
#: People looked at one by one; further ones have less money to their name.
_MOST = 2_000
COLUMNS = ("person_id", "by", "reason", "params")


def leaving(
    supporters: pd.DataFrame, now: Standing, silent_after: float, days: int = SOON_DAYS
) -> pd.DataFrame:
    """Who leaves soon if nothing more comes from them, the nearest day first.

    Args:
        supporters: columns.SUPPORTERS.
        now: what people are compared with.
        silent_after: days of silence that make somebody gone.
        days: how many are soon.

    Returns:
        `COLUMNS`: the day they leave the true fans or everything, whichever comes first, and why, as message id and
        parameters; payers who are not gone only.
    """
    today, last = now.as_of, now.as_of + timedelta(days=days)
    here = supporters[(supporters["state"] != "gone") & (supporters["payments"] > 0)]
    found = []
    for row in _rows(here):
        told = _gone_on(row, today, silent_after)
        leaves = now.leaves.get(row["person_id"])
        if leaves is not None and not leaves.unheard and (told is None or leaves.on < told[0]):
            told = leaves.on, "movement.soon.drops", {}
        if told is not None and today < told[0] <= last:
            found.append((row["person_id"], *told))
    return _frame(found)


def becoming(supporters: pd.DataFrame, now: Standing, days: int = SOON_DAYS) -> pd.DataFrame:
    """Who becomes a true fan with one more payment of the size they usually make, the nearest day first.

    The day is the last on which such a payment is enough, for what was paid before fades; where that is far, it is
    the next payment of a subscription, else the end of the month, at which groups are looked at.

    Args:
        supporters: columns.SUPPORTERS.
        now: what people are compared with.
        days: how many are soon.

    Returns:
        `COLUMNS`, as of `leaving`.
    """
    last = now.as_of + timedelta(days=days)
    cut_day = month_ends(now.as_of + timedelta(days=1), now.as_of + timedelta(days=62))[0]
    near = supporters[supporters["state"].isin(("casual", "engaged")) & (supporters["payments"] > 0)]
    found = []
    for row in _rows(near):
        usual = _usual(row)
        step = step_up(row if row["state"] == "engaged" else {**row, "state": "engaged"}, now)
        missing = None if step is None or step.target != "true" else step.amount_minor
        if missing is None or missing > usual:
            continue
        by = _enough_until(row, now, usual)
        if by is None or by > last:
            charge = row["paid_through"]
            by = charge.date() if row["subscribed"] and not pd.isna(charge) else cut_day
            by = by if now.as_of < by <= last else cut_day
        said = {"missing": Amount(missing, now.currency), "usual": Amount(usual, now.currency)}
        found.append((row["person_id"], by, "movement.soon.becomes", said))
    return _frame(found)


def _gone_on(row: Row, today: date, silent_after: float) -> tuple[date, str, Mapping[str, Any]] | None:
    """The first day on which somebody is gone if nothing more is heard of them."""
    paid_until: date | None = None if pd.isna(row["paid_through"]) else row["paid_through"].date()
    if row["ended"] and paid_until is not None and paid_until >= today:
        return paid_until + timedelta(days=1), "movement.soon.ended", {}
    if row["subscribed"] or pd.isna(row["last_at"]):
        return None
    silent = row["last_at"].date() + timedelta(days=math.floor(silent_after) + 1)
    if paid_until is not None:
        silent = max(silent, paid_until + timedelta(days=1))
    return silent, "movement.soon.silent", {"day": row["last_at"].date()}


def _usual(row: Row) -> int:
    """What one payment of this person usually is: the mean of all."""
    return int(max(row["lifetime_minor"], 0) // max(row["payments"], 1))


def _enough_until(row: Row, now: Standing, usual: int) -> date | None:
    """The last day on which a usual payment lifts the person above the line: `as_of + h · log2(score / (cut − usual))`."""
    line = now.line
    if (
        line is None
        or line.true is None
        or line.rule not in SCORE_RULES
        or now.score.name not in MONEY_SCORES
    ):
        return None
    lift = lift_of(row, now.score.weights)
    short = line.true / lift - usual
    if short <= 0 or row["score"] <= 0:
        return None
    days = math.floor(now.score.half_life_days * math.log2(row["score"] / lift / short))
    return now.as_of + timedelta(days=max(days, 0))


def _rows(people: pd.DataFrame) -> list[dict[str, Any]]:
    order = people.sort_values(["income_year_minor", "person_id"], ascending=[False, True])
    return [{str(name): value for name, value in row.items()} for row in order.head(_MOST).to_dict("records")]


def _frame(found: Sequence[tuple[str, date, str, Mapping[str, Any]]]) -> pd.DataFrame:
    # Sorting is stable: of one day, who brings most stands first.
    ordered = sorted(found, key=operator.itemgetter(1))
    return pd.DataFrame(ordered, columns=list(COLUMNS))


def told(row: Mapping[Any, Any]) -> Told:
    """Why somebody is on one of the lists: message id and parameters."""
    return row["reason"], {"by": row["by"], **row["params"]}
