"""Do the monthly rates of nine months tell the groups of the next six? On CDNOW, first-time buyers of early 1997.

    pip download --no-deps --dest <folder> lifetimes
    python -m benchmarks.movement <folder>

The line is drawn at the end of the ninth month and kept. From the month ends before it come the rates; each group of
each of the next six month ends is predicted with an 80 % range and compared with what came. Exit 1 below the goal.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.validity import WEIGHTS, cdnow, events_of, people_of
from truefans_core.columns import STATES
from truefans_core.history import Past, month_ends
from truefans_core.marks import mark
from truefans_core.movement.flows import counts
from truefans_core.movement.rates import forecast
from truefans_core.people import FirstSeen
from truefans_core.signals import nothing_stated, signals
from truefans_core.tiers import rules

CALIBRATION, NEXT = date(1997, 9, 30), date(1998, 3, 31)
GOAL = 0.80


def main() -> None:
    """Measure and print."""
    events = events_of(cdnow(Path(sys.argv[1])))
    people = people_of(events, NEXT)
    by_then = events.filter(pc.less_equal(events["at"].cast(pa.date32()), pa.scalar(CALIBRATION)))
    marked, _score = mark(found := signals(by_then, nothing_stated(), people, CALIBRATION), WEIGHTS)
    choices = rules.Choices(10_000, (0.1, 0.3, 0.6))
    line = rules.draw(
        "natural", marked, choices, half_life=found.fade.half_life_days, currency="USD", as_of=CALIBRATION
    ).line
    ids = people["person_id"].combine_chunks()
    since = np.full(len(ids), 2**31 - 1, np.int64)
    on = pc.cast(events["at"].cast(pa.date32()), pa.int32()).to_numpy()
    np.minimum.at(since, pc.index_in(events["person_id"], value_set=ids).to_numpy(), on)
    past = Past(events, nothing_stated(), people, FirstSeen(since, {"log": since}, {"Log": since}), WEIGHTS)
    path = past.path(line, month_ends(date(1997, 1, 1), NEXT))
    known = path.only([day for day in path.days if day <= CALIBRATION])
    later = path.only([day for day in path.days if day > CALIBRATION])
    real = counts(later)
    hits = []
    for place, ranges in enumerate(forecast(known, len(later.days), seed=1)):
        for state in STATES:
            middle, low, high = ranges[state]
            count = int(real[state].iloc[place])
            hits.append(low <= count <= high)
            print(
                f"{later.days[place]} {state:8} {count:6,} predicted {middle:8,.0f} ({low:,.0f}–{high:,.0f}) {'hit' if hits[-1] else 'miss'}"
            )
    share = sum(hits) / len(hits)
    print(f"hit rate {share:.0%} of {len(hits)} (goal {GOAL:.0%})")
    sys.exit(share < GOAL)


if __name__ == "__main__":
    main()
