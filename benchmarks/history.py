"""What 36 months of 100,000 people take, beside scoring them once.

    python -m benchmarks.history [PEOPLE] [EVENTS] [ROUNDS]

Both run in turns in one process on an invented payment log; printed are medians, ranges and their ratio.
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.signals import AS_OF, HALF_LIFE, made
from truefans_core.history import Past, month_ends
from truefans_core.marks import mark
from truefans_core.people import FirstSeen
from truefans_core.signals import nothing_stated, signals
from truefans_core.tiers import rules

WEIGHTS = {"interest": 0.05, "advocacy": 0.05}
KINDS = {"payments": ["payment", "refund"], "payments and signs": None}
GOAL = 8.0


def main() -> None:
    """Measure and print."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 10 * people
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3
    every, known = made(count, people)
    days = month_ends(date(AS_OF.year - 3, AS_OF.month + 1, 1), AS_OF)
    for name, kinds in KINDS.items():
        events = every if kinds is None else every.filter(pc.is_in(every["kind"], value_set=pa.array(kinds)))
        ids = known["person_id"].combine_chunks()
        since = np.full(people, 2**31 - 1, np.int64)
        on = pc.cast(events["at"].cast(pa.date32()), pa.int32()).to_numpy()
        np.minimum.at(since, pc.index_in(events["person_id"], value_set=ids).to_numpy(), on)
        seen = FirstSeen(since, {"log": since}, {"Log": since})
        one, many = [], []
        for _ in range(rounds):
            start = time.perf_counter()
            rows, _score = mark(signals(events, nothing_stated(), known, AS_OF, HALF_LIFE), WEIGHTS)
            choices = rules.Choices(10_000, (0.1, 0.3, 0.6))
            line = rules.draw("natural", rows, choices, half_life=HALF_LIFE, currency="USD", as_of=AS_OF).line
            rules.tiers(rows, line)
            one.append(time.perf_counter() - start)
            start = time.perf_counter()
            path = Past(events, nothing_stated(), known, seen, WEIGHTS).path(line, days)
            many.append(time.perf_counter() - start)
        ratio = statistics.median(many) / statistics.median(one)
        print(
            f"{name}: {events.num_rows:,} events, {people:,} people, one day {told(one)}, {len(path.days)} months {told(many)}, "
            f"ratio {ratio:.1f} (goal {GOAL:.0f})"
        )


def told(seconds: list[float]) -> str:
    """Median and range."""
    return f"{statistics.median(seconds):.2f} s ({min(seconds):.2f}–{max(seconds):.2f})"


if __name__ == "__main__":
    main()
