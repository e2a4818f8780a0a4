"""How far to trust an analysis: figures, and what to know about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import MARKS, REACH
from truefans_core.problems import Param, Problem
from truefans_core.signals.activity import YEAR
from truefans_core.tiers import rules
from truefans_core.tiers.steady import steadiness

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from truefans_core.analysis.drawn import Chosen
    from truefans_core.people import Joined
    from truefans_core.reach import Typed
    from truefans_core.tiers.line import Line

#: Files whose last days lie further apart than this are said to.
ENDS_APART_DAYS = 31
#: Shares of those ranked that are true outside of which the line is doubtful.
FEWEST_TRUE, MOST_TRUE = 0.02, 0.30


def with_typed(reach: pa.Table, typed: Sequence[Typed]) -> pa.Table:
    """The reach of the files and the numbers typed in."""
    if not typed:
        return reach
    rows = [
        {"date": t.date, "channel": t.channel, "measure": "typed", "value": float(t.count)} for t in typed
    ]
    return pa.concat_tables([reach, pa.Table.from_pylist(rows, schema=REACH)])


def figures(
    rows: pd.DataFrame,
    events: pa.Table,
    joined: Joined,
    as_of: date,
    silent_after: float,
    chosen: Chosen,
) -> dict[str, Any]:
    """Figures on how far to trust it all.

    Returns:
        `people`; `ranked` (whom the score measures) and `payers` (those of them who paid; None where no file tells of
        money); `income_year_minor` (everyone's and nobody's), `unattributed_year_minor` (of nobody we
        can name), `unattributed_year_rows` (payments and refunds that is) and `unattributed_share`; `undated_people`
        (money without any date); `spread_people` (whose year is estimated from totals); `refunds_minor` (given back over all time, also by nobody we can name) and
        `refunded_people`; `largest_share` (of the income of the year, of one person); `ends_apart_days`;
        `silent_after_days`; `natural_distinct`; `true_share_of_ranked`. `steady` gives the others of an analysis.
    """
    nobody, of_nobody = _year_of_nobody(events, as_of)
    refunds = events.select(["person_id", "value_minor"]).filter(pc.equal(events["kind"], "refund"))
    year = int(rows["income_year_minor"].sum()) + nobody
    ends = [day for day in joined.until.values() if day is not None and day <= as_of]
    told = rows["money_known"].any() or rows["payments"].gt(0).any()
    return {
        "people": len(rows),
        "ranked": chosen.ranked,
        "payers": int((rows["score"].gt(0) & rows["payments"].gt(0)).sum()) if told else None,
        "income_year_minor": year,
        "unattributed_year_minor": nobody,
        "unattributed_year_rows": of_nobody,
        "unattributed_share": nobody / year if year > 0 else 0.0,
        "undated_people": int(((rows["lifetime_minor"] > 0) & ~rows["dated"]).sum()),
        "spread_people": int(rows["totals_spread"].sum()),
        "refunds_minor": pc.sum(refunds["value_minor"]).as_py() or 0,
        "refunded_people": pc.count_distinct(refunds["person_id"]).as_py(),
        "largest_share": float(rows["income_year_minor"].max() / year) if year > 0 and len(rows) else 0.0,
        "ends_apart_days": (max(ends) - min(ends)).days if ends else 0,
        "silent_after_days": silent_after,
        "natural_distinct": chosen.distinct,
        "true_share_of_ranked": float(
            (rows["state"].eq("true") & rows["score"].gt(0)).sum() / max(chosen.ranked, 1)
        ),
    }


def steady(rows: pd.DataFrame, chosen: Chosen, share: float) -> dict[str, float | None]:
    """`stability` and `stability_low` of the true tier where the line is drawn through people drawn anew.

    Both are None where the line is said, not found.
    """
    values = rules.measure(chosen.rule, rows, chosen.line.marks).dropna().to_numpy(dtype=float)
    found = steadiness(chosen.rule, values, share)
    return {"stability": found.mean if found else None, "stability_low": found.low if found else None}


def problems(
    rows: pd.DataFrame, found: dict[str, Any], chosen: Chosen, currency: str, money_line_minor: int
) -> tuple[Problem, ...]:
    """What to know about the analysis itself, most telling first.

    Args:
        rows: the supporters.
        found: what `figures` gave.
        chosen: the line in use.
        currency: reporting currency.
        money_line_minor: the money line.
    """
    ranked, share, drawn_on = chosen.ranked, found["true_share_of_ranked"], chosen.line.drawn_on
    percent: dict[str, Param] = {"percent": round(100 * share)}
    line: dict[str, Param] = {"minor": money_line_minor, "currency": currency}
    grouped = ranked > 0 and not chosen.small
    alike, paid = grouped and chosen.line.true is None, bool((rows["payments"] > 0).any())
    many = grouped and share > MOST_TRUE
    kept = _kept(rows, chosen.line) if many else 0
    by_memory = many and kept >= share * ranked / 4
    unknown = sum(bool(rows[name].isna().all()) for name in MARKS)
    told = (
        (not paid, Problem("N_NO_PAYERS" if rows["money_known"].any() else "N_MONEY_UNKNOWN")),
        (paid and ranked == 0, Problem("N_ALL_BACK")),
        (chosen.small, Problem("N_SMALL", ranked, line)),
        (chosen.places and ranked > 0, Problem("N_PLACES")),
        (chosen.provisional, Problem("N_PROVISIONAL", ranked)),
        (alike, Problem("N_ONE_GROUP", ranked)),
        (grouped and not alike and not chosen.distinct, Problem("N_NO_GROUPS", ranked)),
        (grouped and not alike and share < FEWEST_TRUE, Problem("N_TRUE_FEW", params=percent)),
        (many and not by_memory, Problem("N_TRUE_MANY", params=percent)),
        (by_memory, Problem("N_TRUE_KEPT", kept, percent)),
        (chosen.kept, Problem("N_LINE_KEPT", params={"day": drawn_on.isoformat() if drawn_on else ""})),
        (
            found["ends_apart_days"] > ENDS_APART_DAYS,
            Problem("N_ENDS_APART", params={"days": found["ends_apart_days"]}),
        ),
        (found["spread_people"] > 0, Problem("N_TOTALS_SPREAD", found["spread_people"])),
        (unknown > 0, Problem("N_MARK_UNKNOWN", unknown)),
    )
    return tuple(problem for holds, problem in told if holds)


def _kept(rows: pd.DataFrame, line: Line) -> int:
    """How many are true by memory alone: they do not reach the line now."""
    return int((rows["state"].eq("true") & rules.tiers(rows, line).ne("true")).sum())


def _year_of_nobody(events: pa.Table, as_of: date) -> tuple[int, int]:
    """Payments minus refunds of the last 365 days that no person can be named for, and how many rows these are."""
    money = events.select(["at", "kind", "value_minor"]).filter(
        pc.and_(
            pc.is_null(events["person_id"]),
            pc.is_in(events["kind"], value_set=pa.array(["payment", "tip", "refund"])),
        )
    )
    days = pc.subtract(
        pa.scalar(as_of, pa.date32()).cast(pa.int32()), money["at"].cast(pa.date32()).cast(pa.int32())
    )
    rows = money.filter(pc.less(days, YEAR))
    signed = pc.if_else(pc.equal(rows["kind"], "refund"), pc.negate(rows["value_minor"]), rows["value_minor"])
    return pc.sum(signed).as_py() or 0, rows.num_rows
