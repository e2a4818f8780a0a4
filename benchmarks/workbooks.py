"""A workbook of 100,000 rows to exact text cells, beside `pandas.read_excel` (openpyxl) of the same file.

Each run is a process of its own; the two ways take turns, so that a slow moment of the machine hits both. Both have
read a workbook of twenty rows before, so without imports and the start of the reading process. Ours tells a formula
without a value from an empty cell, and parses in its worker with limits.

    python -m benchmarks.workbooks [runs of each, default 3] [rows, default 100000]

Prints medians with their range and the ratio, for seconds on the clock and for seconds of processor time (Linux), those
of the worker and of what it started included. Exit 1 where the ratio of either is over 0.25 (0.15 is the goal).
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
GOAL, MOST = 0.15, 0.25
HEADERS = (
    "Order ID", "Date", "Customer ID", "Email", "Name", "Country", "Product", "Quantity", "Currency", "Amount", "Fee",
    "Status",
)  # fmt: skip
_DATE = ' s="1"'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

TIMED = """
import json, os, time
from pathlib import Path
def processor(parent="self"):
    try:
        fields = Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{parent}/task").glob("*/children")
        below = sum(processor(child) for found in children for child in found.read_text().split())
    except OSError:
        return 0
    return below + sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
def now():
    return time.perf_counter(), processor()
"""
BARE = """
import pandas as pd
pd.read_excel(small, engine="openpyxl")
START
frame = pd.read_excel(path, engine="openpyxl")
END
rows = len(frame)
"""
OURS = """
from truefans_core.reading import read
from truefans_core.reading.limits import for_command_line
def table_of(file):
    (table,) = read("orders.xlsx", Path(file).read_bytes(), limits=for_command_line())
    return table
table_of(small)
START
table = table_of(path)
END
rows = table.records_in
assert table.cells["Order ID"][0].as_py() == "000001"
assert table.cells["Date"][0].as_py() == "2024-01-01 01:00:00"
assert table.formulas_without_value == ((3, "Fee"),)
"""


def write(path: Path, rows: int) -> None:
    """A seeded workbook of invented orders as Excel writes it: shared strings, styled dates, one bare formula."""
    import numpy as np

    random = np.random.default_rng(7)
    places: dict[str, int] = {}

    def text(column: str, row: int, value: str) -> str:
        return f'<c r="{column}{row}" t="s"><v>{places.setdefault(value, len(places))}</v></c>'

    def number(column: str, row: int, value: object, style: str = "") -> str:
        return f'<c r="{column}{row}"{style}><v>{value}</v></c>'

    customer = random.zipf(1.3, rows) % (rows // 4 + 1)
    amount = np.round(np.exp(random.normal(3.4, 0.7, rows)), 2)
    country = random.choice(["US", "DE", "GB", "FR"], rows)
    status = random.choice(["paid", "paid", "shipped", "refunded"], rows)
    letters = "ABCDEFGHIJKL"
    lines = ['<row r="1">' + "".join(text(letters[n], 1, name) for n, name in enumerate(HEADERS)) + "</row>"]
    for n in range(rows):
        row, who = n + 2, int(customer[n])
        fee = (
            number("K", row, round(amount[n] * 0.03, 2))
            if n != 1
            else f'<c r="K{row}"><f>J{row}*0.03</f></c>'
        )
        lines.append(
            f'<row r="{row}">{text("A", row, f"{n + 1:06d}")}{number("B", row, 45292 + (n + 1) / 24, _DATE)}'
            f"{number('C', row, who)}{text('D', row, f'p{who}@example.com')}{text('E', row, f'Person {who}')}"
            f"{text('F', row, country[n])}{text('G', row, f'Print {n % 40}')}{number('H', row, 1 + n % 3)}"
            f"{text('I', row, 'EUR')}{number('J', row, amount[n])}{fee}{text('L', row, status[n])}</row>"
        )
    strings = "".join(f"<si><t>{escape(value)}</t></si>" for value in places)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_KIND}.sharedStrings+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_REL}"><sheets><sheet name="Orders" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_REL}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_REL}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="rId3" Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {_MAIN}><fonts><font/></fonts><fills><fill><patternFill patternType="none"/></fill>'
        "</fills><borders><border/></borders>"
        '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/><xf numFmtId="22" applyNumberFormat="1"/></cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst {_MAIN} uniqueCount="{len(places)}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f"<worksheet {_MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


def run(code: str, path: Path) -> tuple[tuple[float, float], int]:
    """Seconds on the clock and of processor time, and rows, of a process of its own."""
    timed = code.replace("START", "began = now()").replace(
        "END", "took = [b - a for a, b in zip(began, now())]"
    )
    program = f"{TIMED}\npath, small = {str(path)!r}, {str(_small(path))!r}\n{timed}\nprint(json.dumps([took, rows]))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT, env=_environ()
    )
    (wall, processor), rows = json.loads(done.stdout)
    return (wall, processor), rows


def _small(path: Path) -> Path:
    return path.with_name("small.xlsx")


def _environ() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}


def main() -> int:
    """Take turns and print."""
    given = [int(word) for word in sys.argv[1:]]
    runs, rows = (given + [3, 100_000][len(given) :])[:2]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "orders.xlsx"
        write(path, rows)
        write(_small(path), 20)
        print(f"{rows:,} rows, {len(HEADERS)} columns, {path.stat().st_size / 1e6:.1f} MB")
        times: dict[str, list[tuple[float, float]]] = {"pandas.read_excel": [], "truefans": []}
        for _ in range(runs):
            for name, code in (("pandas.read_excel", BARE), ("truefans", OURS)):
                seconds, found = run(code, path)
                assert found == rows, found
                times[name].append(seconds)
    missed = False
    for place, measure in enumerate(("clock", "processor")):
        print(measure)
        bare, ours = ([each[place] for each in taken] for taken in times.values())
        for name, taken in zip(times, (bare, ours), strict=True):
            print(f"{name:>18}: {statistics.median(taken):6.2f} s ({min(taken):.2f} to {max(taken):.2f})")
        if not all(bare):  # a system that does not tell
            continue
        each = [mine / theirs for theirs, mine in zip(bare, ours, strict=True)]
        ratio = statistics.median(each)
        print(
            f"{'ratio':>18}: {ratio:6.3f} ({min(each):.3f} to {max(each):.3f}); goal {GOAL}, at most {MOST}"
        )
        missed |= ratio > MOST
    return int(missed)


if __name__ == "__main__":
    started = time.perf_counter()
    code = main()
    print(f"{time.perf_counter() - started:.0f} s in all")
    sys.exit(code)
