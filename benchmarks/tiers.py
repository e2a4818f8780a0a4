"""What it takes to score and cut many people, and to come from a CSV to groups.

    python -m benchmarks.tiers [PEOPLE] [PAYMENTS] [ROUNDS]
    python -m benchmarks.tiers csv [ORDERS] [ROUNDS]

The first scores PEOPLE with PAYMENTS, draws the line and names everybody's group, beside the pandas group-by that only
sums their money by person. The second takes the orders of `benchmarks.reading`, a CSV of twelve columns, from its
bytes to groups, beside bare `pandas.read_csv(path)`. Both sides run in turns in one process; printed are medians and
ranges of the clock, processor time, and the ratio of each.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

from benchmarks.reading import write
from benchmarks.signals import AS_OF, EVENTS, PEOPLE
from truefans_core.marks import mark
from truefans_core.signals import nothing_stated, signals
from truefans_core.tiers import rules

if TYPE_CHECKING:
    from collections.abc import Callable

WEIGHTS = {"interest": 0.05, "advocacy": 0.05}
CHOICES = rules.Choices(10_000, (0.1, 0.3, 0.6))
GOAL, CSV_GOAL = 2.0, 8.0


def paid(people: int, count: int) -> tuple[pa.Table, pa.Table]:
    """Invented payments of three years, and the people who made them."""
    rng = np.random.default_rng(11)
    names = pa.array([f"{n:016x}" for n in range(people)])
    minor = pa.array(np.round(rng.lognormal(7.5, 1.0, count)).astype("int64"))
    first = np.datetime64(AS_OF - timedelta(days=3 * 365), "us")
    at = first + rng.integers(0, 3 * 365 * 86_400, count).astype("timedelta64[s]").astype("timedelta64[us]")
    one = pa.array(np.zeros(count, "int8"))
    columns = {field.name: pa.nulls(count, field.type) for field in EVENTS}
    columns |= {
        "person_id": names.take(pa.array(rng.integers(0, people, count))),
        "source": pa.array(["log"]).take(one),
        "platform": pa.array(["Log"]).take(one),
        "kind": pa.array(["payment"]).take(one),
        "at": pa.array(at).cast(pa.timestamp("us", tz="UTC")),
        "amount_minor": minor,
    }
    events = (
        pa.table(columns, schema=EVENTS).append_column("value_minor", minor).append_column("net_minor", minor)
    )
    known = {field.name: pa.nulls(people, field.type) for field in PEOPLE}
    all_one = pa.array(np.zeros(people, "int8"))
    known |= {
        "person_id": names,
        "platforms": pa.array(["Log"]).take(all_one),
        "sources": pa.array(["log"]).take(all_one),
    }
    return events, pa.table(known, schema=PEOPLE)


def scored(events: pa.Table, known: pa.Table) -> pd.Series:
    """Everybody's group."""
    rows, used = mark(signals(events, nothing_stated(), known, AS_OF), WEIGHTS)
    drawn = rules.draw("natural", rows, CHOICES, half_life=used.half_life_days, currency="USD", as_of=AS_OF)
    return rules.tiers(rows, drawn.line)


def from_csv(path: Path) -> pd.Series:
    """Everybody's group, from the bytes of a file as the command line reads it."""
    from truefans_core.analysis import Settings, analyse
    from truefans_core.intake import import_tables
    from truefans_core.reading import for_command_line, read

    tables = read(path.name, path.read_bytes(), limits=for_command_line(512))
    found = import_tables(((table, None) for table in tables), currency="USD")
    return analyse([each.records for each in found if each.records], Settings(), today=AS_OF).supporters[
        "tier"
    ]


def measured(
    ours: Callable[[], object], theirs: Callable[[], object], rounds: int
) -> dict[str, list[tuple[float, float]]]:
    """Seconds by the clock and of the processor, each side in turn."""
    found: dict[str, list[tuple[float, float]]] = {"ours": [], "theirs": []}
    for _ in range(rounds):
        for name, work in (("theirs", theirs), ("ours", ours)):
            clock, own = time.perf_counter(), time.process_time()
            work()
            found[name].append((time.perf_counter() - clock, time.process_time() - own))
    return found


def told(what: str, found: dict[str, list[tuple[float, float]]], goal: float) -> None:
    """Print medians, ranges and ratios."""
    for place, kind in enumerate(("clock", "processor")):
        mine, theirs = ([each[place] for each in found[name]] for name in ("ours", "theirs"))
        ratio = statistics.median(mine) / statistics.median(theirs)
        print(
            f"{what}, {kind}: ours {statistics.median(mine):.2f} s ({min(mine):.2f}–{max(mine):.2f}), "
            f"pandas {statistics.median(theirs):.2f} s ({min(theirs):.2f}–{max(theirs):.2f}), ratio {ratio:.2f} (goal {goal:.0f})"
        )


def main(arguments: list[str]) -> None:
    """Measure and print."""
    csv = arguments[:1] == ["csv"]
    numbers = [int(each) for each in arguments[csv:]]
    if csv:
        many, rounds = (*numbers, *(1_000_000, 3)[len(numbers) :])
        with tempfile.TemporaryDirectory() as folder:
            path, small = Path(folder) / "orders.csv", Path(folder) / "few.csv"
            write(small, 1000, "regular")
            from_csv(small)  # what is imported once is not measured
            write(path, many, "regular")
            found = measured(lambda: from_csv(path), lambda: pd.read_csv(path), rounds)
        told(f"{many:,} orders to groups", found, CSV_GOAL)
    else:
        many, some, rounds = (*numbers, *(1_000_000, 5_000_000, 3)[len(numbers) :])
        events, known = paid(many, some)
        frame = events.select(["person_id", "value_minor"]).to_pandas()

        def summed() -> pd.Series:
            # A group-by kept from the round before would remember who is who.
            return frame.groupby("person_id")["value_minor"].sum()

        found = measured(lambda: scored(events, known), summed, rounds)
        told(f"{many:,} people with {some:,} payments scored and cut", found, GOAL)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2:.2f} GiB")


if __name__ == "__main__":
    main(sys.argv[1:])
