"""How fast events become signals, beside the plain pandas group-by of the same columns.

    python -m benchmarks.signals [EVENTS] [PEOPLE] [ROUNDS]

Both sides start from what they would be given: ours from the Arrow table an import leaves, pandas from a frame of the
columns it needs. They run in turns in one process; printed are medians, ranges and their ratio, by the clock and of the
processor (on a busy machine only the second tells anything). Above 5 million events
pandas runs once, and the peak memory of ours is printed first, before pandas holds anything.
"""

from __future__ import annotations

import resource
import statistics
import sys
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from truefans_core.columns import EVENTS, PEOPLE
from truefans_core.signals import nothing_stated, signals

if TYPE_CHECKING:
    from collections.abc import Callable

AS_OF = date(2026, 6, 30)
HALF_LIFE = 120.0
KINDS = ("payment", "refund", "fee", "open", "click", "visit", "attendance", "referral")
SHARES = (0.55, 0.02, 0.03, 0.20, 0.10, 0.06, 0.03, 0.01)
MONEY = ("payment", "refund", "fee")
#: Above this many events pandas runs once.
MANY = 5_000_000


def made(count: int, people: int) -> tuple[pa.Table, pa.Table]:
    """Invented events of three years and the people who did them."""
    rng = np.random.default_rng(7)
    names = pa.array([f"{n:016x}" for n in range(people)])
    who = rng.integers(0, people, count)
    kind = rng.choice(len(KINDS), count, p=SHARES)
    money = np.isin(kind, [KINDS.index(k) for k in MONEY])
    minor = np.where(money, np.round(rng.lognormal(7.5, 0.8, count)), 0).astype("int64")
    seconds = rng.integers(0, 3 * 365 * 86_400, count)
    first = np.datetime64(AS_OF - timedelta(days=3 * 365), "us")
    at = first + seconds.astype("timedelta64[s]").astype("timedelta64[us]")
    amount = pa.array(minor, mask=~money)
    columns = {field.name: pa.nulls(count, field.type) for field in EVENTS}
    columns |= {
        "person_id": names.take(pa.array(who)),
        "source": pa.array(["log"]).take(pa.array(np.zeros(count, "int8"))),
        "platform": pa.array(["Log"]).take(pa.array(np.zeros(count, "int8"))),
        "kind": pa.array(KINDS).take(pa.array(kind.astype("int8"))),
        "at": pa.array(at).cast(pa.timestamp("us", tz="UTC")),
        "amount_minor": amount,
    }
    events = pa.table(columns, schema=EVENTS)
    events = events.append_column("value_minor", amount).append_column("net_minor", amount)
    known = {field.name: pa.nulls(people, field.type) for field in PEOPLE}
    known |= {
        "person_id": names,
        "platforms": pa.array(["Log"] * people),
        "sources": pa.array(["log"] * people),
    }
    return events, pa.table(known, schema=PEOPLE)


def by_pandas(frame: pd.DataFrame) -> pd.DataFrame:
    """The same columns as `signals` gives for events, as one would write them in pandas."""
    today = pd.Timestamp(AS_OF, tz="UTC")
    frame = frame[frame["at"] < today + pd.Timedelta(days=1)]
    kind = frame["kind"]
    age = (today - frame["at"].dt.floor("D")).dt.days
    fresh = 0.5 ** (age / HALF_LIFE)
    paid = kind == "payment"
    sign = kind.map({"payment": 1, "refund": -1}).fillna(0)
    net_sign = kind.map({"payment": 1, "refund": -1, "fee": -1}).fillna(0)
    minor = frame["value_minor"].fillna(0)
    year = age < 365
    day = frame["at"].dt.floor("D")
    columns = pd.DataFrame(
        {
            "person_id": frame["person_id"],
            "seen_on": day.where(~kind.isin(["refund", "fee"])),
            "paid_on": day.where(paid),
            "payments": paid,
            "lifetime": minor * sign,
            "income_year": (minor * sign).where(year, 0),
            "income_year_net": (minor * net_sign).where(year, 0),
            "decayed": minor * sign * fresh,
            "decayed_count": fresh.where(paid, 0),
            **{k: fresh.where(kind == k, 0) for k in KINDS if k not in MONEY},
        }
    )
    sums = [name for name in columns.columns if name not in ("person_id", "seen_on", "paid_on")]
    by_person = columns.groupby("person_id")
    found = by_person[sums].sum()
    found["first_at"], found["last_at"] = by_person["seen_on"].min(), by_person["seen_on"].max()
    found["first_paid"], found["last_paid"] = by_person["paid_on"].min(), by_person["paid_on"].max()
    months = frame.loc[paid, ["person_id"]].assign(month=day[paid].dt.year * 12 + day[paid].dt.month)
    found["active_months"] = months.drop_duplicates().groupby("person_id").size()
    days = (
        frame.loc[paid, ["person_id"]].assign(on=day[paid]).drop_duplicates().sort_values(["person_id", "on"])
    )
    days["gap"] = days.groupby("person_id")["on"].diff().dt.days
    found.attrs["gap"] = days["gap"].quantile(0.75)
    return found


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds it takes, by the clock and of the processor."""
    start, own = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - own


def told(seconds: list[float]) -> str:
    """Median and range."""
    return f"{statistics.median(seconds):.2f} s ({min(seconds):.2f}–{max(seconds):.2f})"


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    people = int(sys.argv[2]) if len(sys.argv) > 2 else count // 10
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else (1 if count > MANY else 5)
    events, known = made(count, people)

    def ours() -> object:
        return signals(events, nothing_stated(), known, AS_OF, HALF_LIFE)

    if rounds > 1:
        ours()
    mine = [timed(ours)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    frame = events.select(["person_id", "kind", "at", "value_minor"]).to_pandas()
    theirs = [timed(lambda: by_pandas(frame))]
    for _ in range(rounds - 1):
        mine.append(timed(ours))
        theirs.append(timed(lambda: by_pandas(frame)))
    for place, kind in enumerate(("clock", "processor")):
        ours_, theirs_ = ([each[place] for each in side] for side in (mine, theirs))
        ratio = statistics.median(ours_) / statistics.median(theirs_)
        print(
            f"{count:,} events, {people:,} people, {kind}: ours {told(ours_)}, pandas {told(theirs_)}, ratio {ratio:.2f}"
        )
    print(f"peak memory with the events made here: {peak:.2f} GiB")


if __name__ == "__main__":
    main()
