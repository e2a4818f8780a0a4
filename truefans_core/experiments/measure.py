"""What came of it: who paid among those written to and those left out, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.experiments.difference import Difference, of_money, of_shares

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from truefans_core.experiments.assign import Experiment

#: predates: the files end before it began. running: its days are not over. unpaid: no dated payment of anybody in its
#: days. empty: nobody of one part is in the files any more. more, less, unclear: measured.
Verdict = Literal["predates", "running", "unpaid", "empty", "more", "less", "unclear"]
_EARLIER = 365
_INCOME, _BACK = ("payment", "tip"), "refund"
_KINDS = pa.array([*_INCOME, _BACK])


@dataclass(frozen=True, slots=True)
class Result:
    """What a comparison shows on a day.

    Attributes:
        verdict: see `Verdict`; `unclear` is "cannot tell", not "no effect".
        written: people written to who are in the files.
        held: people left out who are.
        missing: people of both who are in the files no more.
        paid_written: how many of those written to paid in its days.
        paid_held: how many of those left out did.
        shares: difference of these shares; None where nothing was measured.
        money: difference of money a person in minor units, earlier spend taken out; None where nothing was measured.
        money_plain: the same without taking anything out.
        contacted: how many of those left out were turned to anyway.
    """

    verdict: Verdict
    written: int = 0
    held: int = 0
    missing: int = 0
    paid_written: int = 0
    paid_held: int = 0
    shares: Difference | None = None
    money: Difference | None = None
    money_plain: Difference | None = None
    contacted: int = 0

    def to_json(self) -> dict[str, Any]:
        """As plain values; shares are 0.05, money is minor units a person."""

        def plain(found: Difference | None) -> dict[str, float] | None:
            return None if found is None else {"value": found.value, "low": found.low, "high": found.high}

        return {
            "verdict": self.verdict,
            "written": self.written,
            "held": self.held,
            "missing": self.missing,
            "paid_written": self.paid_written,
            "paid_held": self.paid_held,
            "conversion": plain(self.shares),
            "money_minor": plain(self.money),
            "money_unadjusted_minor": plain(self.money_plain),
            "contacted_anyway": self.contacted,
        }


def measure(
    experiment: Experiment,
    events: pa.Table,
    supporters: pd.DataFrame,
    as_of: date,
    contacted: Collection[str] = (),
) -> Result:
    """What a comparison shows; nothing before its days are over, so that nobody stops when it looks well.

    Everybody counts where the draw put them, whatever was done for them since.

    Args:
        experiment: as agreed.
        events: columns.EVENTS with `value_minor`.
        supporters: columns.SUPPORTERS of the same day.
        as_of: the day the files end.
        contacted: person_id of who was turned to since it started.
    """
    anyway = len(set(contacted) & set(experiment.held))
    if as_of <= experiment.started:
        return Result("predates", len(experiment.written), len(experiment.held), contacted=anyway)
    if as_of < experiment.due:
        return Result("running", len(experiment.written), len(experiment.held), contacted=anyway)
    known = set(supporters["person_id"])
    arms = [[each for each in arm if each in known] for arm in (experiment.written, experiment.held)]
    written, held = (len(arm) for arm in arms)
    missing = len(experiment.written) + len(experiment.held) - written - held
    if not written or not held:
        return Result("empty", written, held, missing, contacted=anyway)
    paid, money = _paid(events, experiment.started, experiment.due)
    if not paid:
        return Result("unpaid", written, held, missing, contacted=anyway)
    _, earlier = _paid(events, experiment.started - timedelta(days=_EARLIER), experiment.started)
    now_w, now_h = (_of(money, arm) for arm in arms)
    before = (_of(earlier, arms[0]), _of(earlier, arms[1]))
    counts = [sum(person in paid for person in arm) for arm in arms]
    shares = of_shares(counts[0], written, counts[1], held)
    verdict: Verdict = "unclear" if not shares.clear else "more" if shares.value > 0 else "less"
    return Result(
        verdict,
        written,
        held,
        missing,
        counts[0],
        counts[1],
        shares,
        of_money(now_w, now_h, before, seed=experiment.seed),
        of_money(now_w, now_h, seed=experiment.seed),
        anyway,
    )


def share_who_paid(events: pa.Table, people: Collection[str], until: date, days: int) -> float:
    """Share of people who paid in so many days up to a day: what a comparison starts from. 0 where there is nobody."""
    paid, _ = _paid(events, until - timedelta(days=days), until)
    return len(paid & set(people)) / len(people) if people else 0.0


def _paid(events: pa.Table, after: date, until: date) -> tuple[set[str], pd.Series]:
    """Who paid after a day until another, and what each brought: payments and tips minus refunds."""
    day = pc.cast(events["at"], "date32")
    within = pc.and_(pc.greater(day, after), pc.less_equal(day, until))
    wanted = pc.and_(pc.is_valid(events["person_id"]), pc.is_in(events["kind"], value_set=_KINDS))
    found = events.filter(pc.and_(within, wanted)).select(["person_id", "kind", "value_minor"]).to_pandas()
    found["value_minor"] = found["value_minor"].fillna(0).astype(float)
    came = found["kind"].isin(_INCOME)
    money = found["value_minor"].where(came, -found["value_minor"]).groupby(found["person_id"]).sum()
    return set(found.loc[came & (found["value_minor"] > 0), "person_id"]), money


def _of(money: pd.Series, people: list[str]) -> NDArray[np.float64]:
    return money.reindex(people).fillna(0).to_numpy(float)
