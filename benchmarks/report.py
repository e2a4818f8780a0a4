"""How long each form of a report takes for 20,000 supporters, and how much memory it needs.

    python -m benchmarks.report [--people 20000] [--rounds 3]

The analysis is made once from an invented log of payments. The time is that of this process, as in a running app; a
form is held to the processor's own, since a busy machine's clock counts what others do. The peak of each form is that
of a process of its own, which inherits libraries and analysis. Aims: the workbook within 20 s, the others within 5 s, 500 MB at the peak.
"""

from __future__ import annotations

import argparse
import ctypes
import datetime as dt
import gc
import io
import multiprocessing
import random
import resource
import sys
import time
from statistics import median
from typing import Any

import pyarrow as pa

from truefans_core import cultivate, income, report
from truefans_core.analysis import Analysis, Settings, analyse
from truefans_core.intake import import_tables
from truefans_core.reading import for_command_line, read
from truefans_core.words import Words

AIMS = {"workbook": 20.0, "page": 5.0, "slides": 5.0, "document": 5.0}
MOST_MB = 500


def log_of(people: int) -> bytes:
    """A log of payments: most pay once or twice, a few pay a great deal."""
    dice = random.Random(1)
    out = io.StringIO()
    out.write("Date,Name,Email,Amount,Currency\n")
    for n in range(people):
        size = dice.paretovariate(1.2)
        for _ in range(min(1 + int(size), 12)):
            day = f"2026-{dice.randint(1, 9):02}-{dice.randint(1, 28):02}"
            out.write(f"{day},Person {n},p{n}@example.com,{min(5 * size, 900):.2f},USD\n")
    return out.getvalue().encode()


def analysed(people: int) -> Analysis:
    tables = read("log.csv", log_of(people), limits=for_command_line(512))
    found = import_tables([(table, None) for table in tables])
    return analyse(
        [each.records for each in found if each.records is not None], Settings(), today=dt.date(2026, 10, 1)
    )


def pack_of(found: Analysis, say: Words) -> report.Pack:
    plan = cultivate.plan(found.supporters, hours=5, as_of=found.as_of, currency=found.currency)
    scenario = income.todays_scenario(
        say.preset, found.supporters, found.events, found.snapshots, found.as_of, found.currency
    )
    return report.build(found, say, key=b"k" * 32, plan=plan, projection=income.project(scenario))


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def give_back() -> None:
    """Give back what was needed on the way, as a running app does in time."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        ctypes.CDLL(None).malloc_trim(0)


def peak_of(form: report.Form, pack: report.Pack) -> float:
    """The peak of a process that makes one form, in MB."""
    context = multiprocessing.get_context("fork")
    told: Any = context.Queue()

    def make() -> None:
        form.make(pack)
        told.put(peak_mb())

    process = context.Process(target=make)
    process.start()
    peak: float = told.get()
    process.join()
    return peak


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=20_000)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    start = time.perf_counter()
    found, say = analysed(chosen.people), Words()
    print(
        f"{len(found.supporters):,} supporters, analysed in {time.perf_counter() - start:.1f} s, {peak_mb():.0f} MB"
    )
    give_back()
    outlines = []
    for _ in range(chosen.rounds):
        start = time.perf_counter()
        pack = pack_of(found, say)
        outlines.append(time.perf_counter() - start)
    print(f"outline   median {median(outlines):6.2f} s ({min(outlines):.2f}-{max(outlines):.2f})")
    give_back()
    peaks = {form.name: peak_of(form, pack) for form in report.FORMS}
    for form in report.FORMS:
        spent, busy, content = [], [], b""
        for _ in range(chosen.rounds):
            start, processor = time.perf_counter(), time.process_time()
            content = form.make(pack)
            spent.append(time.perf_counter() - start)
            busy.append(time.process_time() - processor)
        held = median(busy) <= AIMS[form.name] and peaks[form.name] <= MOST_MB
        print(
            f"{form.name:9} median {median(spent):6.2f} s ({min(spent):.2f}-{max(spent):.2f}), processor "
            f"{median(busy):.2f} s, peak {peaks[form.name]:.0f} MB, file {len(content) / 1e6:.1f} MB; "
            f"aim {AIMS[form.name]:.0f} s and {MOST_MB} MB {'holds' if held else 'does not hold'}"
        )


if __name__ == "__main__":
    main()
