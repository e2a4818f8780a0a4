"""How long half a million people of three files take to join, against a bare outer merge of the same keys; and how
right the merges by default and the suggestions are on people whose truth is known.

    python -m benchmarks.people [--people 500000] [--rounds 5]

Both run alternately in one process on the same files, so the ratio says something on any machine.
"""

from __future__ import annotations

import argparse
import gc
import time
from statistics import median

import numpy as np
import pandas as pd
import pyarrow as pa

from benchmarks.made_people import judge, made
from truefans_core import people
from truefans_core.columns import REACH
from truefans_core.ledger import account_table
from truefans_core.records import IDENTITIES, RECORD_EVENTS, RECORD_SNAPSHOTS, Records


def file_of(name: str, numbers: np.ndarray) -> Records:
    """A list of contacts: an address and a name each, in no order."""
    count = len(numbers)
    email = pa.array([f"person{n}@mail{n % 97}.example.com" for n in numbers.tolist()])
    columns = {
        "row": pa.array(np.arange(count)),
        "line": pa.array(np.arange(count) + 2),
        "email": email,
        "name": pa.array([f"First{n % 4001} Last{n % 9973}" for n in numbers.tolist()]),
    }
    identities = pa.table(
        {f.name: columns.get(f.name, pa.nulls(count, f.type)) for f in IDENTITIES}, schema=IDENTITIES
    )
    account = account_table(name, np.arange(count) + 2, ["kept"] * count, [None] * count)
    return Records(
        name, f"{name}.csv", name, name.title(), "direct", identities, RECORD_EVENTS.empty_table(),
        RECORD_SNAPSHOTS.empty_table(), REACH.empty_table(), account, None,
    )  # fmt: skip


def three_files(count: int) -> list[Records]:
    """Three files that share half of their people, `count` different ones in all."""
    dice = np.random.default_rng(1)
    third = count // 4
    shares = {"shop": (0, 2 * third), "list": (third, 3 * third), "club": (2 * third, count)}
    return [file_of(name, dice.permutation(np.arange(a, b))) for name, (a, b) in shares.items()]


def merge(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """The yardstick: the keys of three files outer merged, nothing else."""
    first, second, third = frames
    return first.merge(second, on="email", how="outer").merge(third, on="email", how="outer")


def timed(work) -> float:
    gc.collect()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=500_000)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    files = three_files(chosen.people)
    frames = [
        pd.DataFrame(
            {"email": f.identities["email"].to_pandas(), f.file_id: np.arange(f.identities.num_rows)}
        )
        for f in files
    ]
    assert len(merge(frames)) == people.join(files).people.num_rows == chosen.people
    ours, theirs = [], []
    for _ in range(chosen.rounds):
        theirs.append(timed(lambda: merge(frames)))
        ours.append(timed(lambda: people.join(files)))
    ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
    rows = sum(f.identities.num_rows for f in files)
    print(f"{chosen.people:,} people on {rows:,} rows of three files, {chosen.rounds} rounds")
    print(f"join   median {median(ours):.2f} s ({min(ours):.2f}-{max(ours):.2f})")
    print(f"merge  median {median(theirs):.2f} s ({min(theirs):.2f}-{max(theirs):.2f})")
    print(f"ratio  median {median(ratios):.2f} ({min(ratios):.2f}-{max(ratios):.2f})")
    tell_made()


def tell_made() -> None:
    """Five made sets of 5,000 people, and the time suggestions take for 100,000."""
    for seed in range(5):
        found = judge(made(5000, seed))
        (merged, rightly), (left, suggested), (proposed, true) = found.automatic, found.rest, found.proposed
        print(
            f"made set {seed}: {rightly} of {merged} merges by default right; {suggested} of {left} others suggested "
            f"({suggested / left:.1%}); {true} of {proposed} suggestions true"
        )
    joined = people.join(made(100_000).files)
    spent = [timed(lambda: people.suggest(joined)) for _ in range(3)]
    count = joined.people.num_rows
    print(f"suggestions among {count:,} people: {median(spent):.2f} s ({min(spent):.2f}-{max(spent):.2f})")


if __name__ == "__main__":
    main()
