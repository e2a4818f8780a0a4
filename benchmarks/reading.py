"""A million orders from a CSV to records with their account, beside a bare `pandas.read_csv` of the same file.

Each run is a process of its own; the two ways take turns, so that a slow moment of the machine hits both.

    python -m benchmarks.reading [runs of each, default 5] [orders, default 1000000] [shape …]

Shapes: regular, ragged (one record too short), newlines (some quoted cells span lines), german (semicolons, decimal
comma, dd.mm.yyyy). Prints medians with their range: seconds after a file of twenty rows, so without imports and the
start of the reading process, and the peak of resident memory of the
process and all it started, sampled. Exit 1 where the regular file misses a goal: 6 times the time, 3 times the memory.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHAPES = ("regular", "ragged", "newlines", "german")
GOALS = {"seconds": 6.0, "megabytes": 3.0}
HEADERS = (
    "Order ID", "Date", "Customer ID", "Email", "Name", "Country", "Product", "Quantity", "Currency", "Amount", "Fee",
    "Status",
)  # fmt: skip
_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096

BARE = "import pandas as pd; pd.read_csv(small); START; pd.read_csv(path); END"
OURS = """
from truefans_core.extract import extract
from truefans_core.reading import read
from truefans_core.reading.limits import for_command_line
from truefans_core.recognise import suggest
from pathlib import Path
def records_of(file):
    (table,) = read("orders.csv", Path(file).read_bytes(), limits=for_command_line())
    return table, extract(table, suggest(table), default_currency="EUR")
records_of(small)
START
table, records = records_of(path)
END
assert records.account.num_rows == table.records_in, records.account.num_rows
assert records.events.num_rows > 0
"""


def write(path: Path, orders: int, shape: str) -> None:
    """A seeded file of invented orders in one of the shapes."""
    import numpy as np

    random = np.random.default_rng(7)
    customer = random.zipf(1.3, orders) % (orders // 4 + 1)
    cents = np.round(np.exp(random.normal(3.4, 0.7, orders)) * 100).astype(int) + 1
    second = np.sort(random.integers(0, 3 * 365 * 86_400, orders)) + 1_672_531_200
    when = second.astype("datetime64[s]").astype(object)
    quantity = random.integers(1, 4, orders)
    country = random.choice(["US", "DE", "GB", "FR", "NL", "CA", "AU"], orders)
    product = random.choice([f"Print {n:02d}" for n in range(40)], orders)
    status = random.choice(["paid", "paid", "paid", "paid", "shipped", "refunded", "pending"], orders)
    first = ("Ann", "Bob", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hal")
    last = ("Abel", "Brook", "Cole", "Dunn", "East", "Ford", "Gale")
    german = shape == "german"
    comma = ";" if german else ","
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(comma.join(HEADERS) + "\n")
        for n in range(orders):
            who = int(customer[n])
            amount, fee = f"{cents[n] / 100:.2f}", f"{cents[n] * 3 // 100 / 100:.2f}"
            day = f"{when[n]:%d.%m.%Y %H:%M:%S}" if german else f"{when[n]:%Y-%m-%d %H:%M:%S}"
            name = f"{first[who % 8]} {last[who % 7]}"
            if shape == "newlines" and n % 50 == 1:
                name = f'"{name}\nof {country[n]}"'
            if german:
                amount, fee = amount.replace(".", ","), fee.replace(".", ",")
            cells: tuple[str, ...] = (
                f"A-{n + 100_000}", day, f"C{who}", f"fan{who}@example.com", name, country[n], product[n],
                str(quantity[n]), "EUR", amount, fee, status[n],
            )  # fmt: skip
            if shape == "ragged" and n == orders // 2:
                cells = cells[:-2]
            file.write(comma.join(cells) + "\n")


def run(code: str, path: Path) -> dict[str, float]:
    """Seconds and megabytes of a fresh process."""
    script = code.replace("START", "import time; start = time.perf_counter()")
    script = script.replace("END", "import json; taken = time.perf_counter() - start")
    script = f"path, small = {str(path)!r}, {str(path.with_suffix('.small'))!r}\n{script}\nprint(json.dumps(taken))"
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(resident, family(process.pid))))
        time.sleep(0.01)
    out = process.communicate()[0]
    if process.returncode:
        raise SystemExit(f"a run failed with {process.returncode}")
    return {"seconds": json.loads(out), "megabytes": most / 1e6}


def family(pid: int) -> list[int]:
    """A process and all it started."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return []
    return [pid, *(found for child in children for found in family(child))]


def resident(pid: int) -> int:
    """Bytes of memory a process holds; what it shares with others counts for each."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


def said(values: list[float], digits: int) -> str:
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def main(runs: int, orders: int, shapes: tuple[str, ...]) -> int:
    missed = False
    print(f"{orders:,} orders, {runs} runs of each way in turn: median (range)")
    with tempfile.TemporaryDirectory() as folder:
        for shape in shapes:
            path = Path(folder) / f"{shape}.csv"
            write(path, orders, shape)
            write(path.with_suffix(".small"), 20, shape)
            # A file with a short record stops nothing in pandas; one with decimal commas is not read as numbers.
            bare = BARE.replace("(path)", "(path, sep=';')") if shape == "german" else BARE
            found: dict[str, list[dict[str, float]]] = {"bare": [], "ours": []}
            for _ in range(runs):
                found["bare"].append(run(bare, path))
                found["ours"].append(run(OURS, path))
            for measure, digits in (("seconds", 2), ("megabytes", 0)):
                mine, theirs = ([each[measure] for each in found[way]] for way in ("ours", "bare"))
                ratio = statistics.median(mine) / statistics.median(theirs)
                print(
                    f"{shape:<9}{measure:<10} ours {said(mine, digits):<22} bare {said(theirs, digits):<22} ratio {ratio:.2f}"
                )
                missed |= shape == "regular" and ratio > GOALS[measure]
            path.unlink()
    return int(missed)


if __name__ == "__main__":
    given = sys.argv[1:]
    numbers = [int(word) for word in given if word.isdecimal()]
    wanted = tuple(word for word in given if word in SHAPES) or SHAPES
    how_often, how_many = numbers + [5, 1_000_000][len(numbers) :]
    sys.exit(main(how_often, how_many, wanted))
