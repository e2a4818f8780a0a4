"""Does the score find the people who will pay? On CDNOW, the public record of 23,570 first-time buyers of 1997.

    pip download --no-deps --dest <folder> lifetimes
    python benchmarks/validity.py <folder>

Features come from the calibration period only (to 1997-09-30), the outcome from the hold-out only (to 1998-06-30).
Printed is the share of the hold-out money that the top of each ranking brought. Exit 1 where the score falls short
of the goal.
"""

from __future__ import annotations

import sys
import zipfile
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.backtest import share_of_top
from truefans_core.columns import EVENTS, PEOPLE
from truefans_core.marks import mark
from truefans_core.signals import nothing_stated, signals
from truefans_core.tiers import rules

CALIBRATION, HOLD_OUT = date(1997, 9, 30), date(1998, 6, 30)
GOAL = 0.52
TOP = 0.10
WEIGHTS = {"interest": 0.05, "advocacy": 0.05}


def purchases(folder: Path) -> pd.DataFrame:
    """customer, on, cents: every purchase of the set, from the wheel in `folder`."""
    wheel = next(folder.glob("[Ll]ifetimes-*.whl"))
    with zipfile.ZipFile(wheel) as archive, archive.open("lifetimes/datasets/CDNOW_master.txt") as lines:
        rows = pd.read_csv(
            lines,
            sep=r"\s+",
            skiprows=1,
            names=["customer", "on", "cds", "dollars"],
            dtype={"customer": str, "on": str},
        )
    rows["on"] = pd.to_datetime(rows["on"], format="%Y%m%d")
    rows["cents"] = (rows["dollars"] * 100).round().astype("int64")
    return rows


def events_of(rows: pd.DataFrame) -> pa.Table:
    """The purchases as events."""
    count = len(rows)
    columns = {field.name: pa.nulls(count, field.type) for field in EVENTS}
    columns["person_id"] = pa.array(rows["customer"].to_list(), pa.string())
    columns["source"] = columns["platform"] = pa.array(["cdnow"] * count)
    columns["kind"] = pa.array(["payment"] * count)
    columns["at"] = pa.array(rows["on"].to_numpy("datetime64[us]")).cast(pa.timestamp("us", tz="UTC"))
    columns["amount_minor"] = pa.array(rows["cents"].to_numpy())
    columns["currency"] = pa.array(["USD"] * count)
    table = pa.table(columns, schema=EVENTS)
    return table.append_column("value_minor", table["amount_minor"]).append_column(
        "net_minor", table["amount_minor"]
    )


def people_of(events: pa.Table) -> pa.Table:
    """Everyone who bought by the end of the calibration."""
    early = events.filter(pc.less_equal(events["at"].cast(pa.date32()), pa.scalar(CALIBRATION)))
    ids = pc.unique(early["person_id"]).sort()
    columns = {field.name: pa.nulls(len(ids), field.type) for field in PEOPLE}
    columns["person_id"] = ids
    columns["sources"] = pa.array(["cdnow"] * len(ids))
    return pa.table(columns, schema=PEOPLE)


def main(folder: Path) -> int:
    rows = purchases(folder)
    events = events_of(rows)
    found = signals(events, nothing_stated(), people_of(events), CALIBRATION)
    people, used = mark(found, WEIGHTS)
    hidden = rows[(rows["on"] > pd.Timestamp(CALIBRATION)) & (rows["on"] <= pd.Timestamp(HOLD_OUT))]
    worth = hidden.groupby("customer")["cents"].sum().reindex(people.index).fillna(0.0)
    top = round(TOP * len(people))
    shares = {
        "score": share_of_top(worth, people["score"], top),
        "lifetime spend": share_of_top(worth, people["lifetime_minor"], top),
        "with hindsight": share_of_top(worth, worth, top),
    }
    print(f"{len(people):,} buyers, half-life {used.half_life_days:.0f} days; top {TOP:.0%} brought:")
    for name, share in shares.items():
        print(f"  {name:15} {share:.3f}")
    choices = rules.Choices(10_000, (0.1, 0.3, 0.6), (33.0, 67.0))
    drawn = rules.draw(
        "natural", people, choices, half_life=used.half_life_days, currency="USD", as_of=CALIBRATION
    )
    true = (rules.tiers(people, drawn.line) == "true").to_numpy()
    print(
        f"groups found in the data: {true.mean():.3f} of buyers are true and brought {worth[true].sum() / worth.sum():.3f}"
    )
    return 0 if shares["score"] >= GOAL else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
