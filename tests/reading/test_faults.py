"""Files made to hurt, read by real workers: refused in time, with the server's memory, processes and next file whole."""

import gzip
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from tests.reading.made import NS, bomb, raw_xlsx, workbook_parts, zipped
from truefans_core.problems import Refused
from truefans_core.reading import Limits, read, reader

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc")
row = pytest.param
SMALL = b"name,email\nAnn,ann@example.com\n"
CORNERS = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>'
GB, MIB = 1 << 30, 1 << 20


@pytest.fixture(autouse=True, scope="module")
def workers_end():
    yield
    reader.close()


def refused(data, **given):
    with pytest.raises(Refused) as stop:
        read("file", data, **given)
    return stop.value.problem


def peak():
    """The most memory this process has had, in bytes, since `forget_peak`."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def forget_peak():
    Path("/proc/self/clear_refs").write_text("5")


def relatives(group):
    """The processes of a group that still run."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            fields = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(place.name))
    return found


def zeros_in_gzip(size):
    """A gzip file that unpacks to so many bytes: one member's block over and over."""
    return gzip.compress(b"name,email\n" + b"a,b@example.com\n" * (MIB // 16)) * (size // MIB)


def test_f1_a_cell_at_each_end_of_the_grid():
    started = time.monotonic()
    assert refused(raw_xlsx(CORNERS)).code == "R_TOO_WIDE"
    assert time.monotonic() - started < 5
    assert read("a.csv", SMALL)[0].records_in == 1


def strings(start, middle, end, **given):
    parts = workbook_parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings="")
    del parts["xl/sharedStrings.xml"]
    return bomb(parts, "xl/sharedStrings.xml", start, middle, end, **given)


SST = f"<sst {NS}>".encode()


@pytest.mark.parametrize(
    "made",
    [
        row(
            lambda: strings(SST, b"<si><t>abcdefgh</t></si>" + b" " * 8, b"</sst>", size=GB),
            id="1 GiB of strings",
        ),
        row(
            lambda: strings(SST, b"<si><t>abcdefgh</t></si>" + b" " * 8, b"</sst>", size=GB, said=1000),
            id="1 GiB of strings that say to be few",
        ),
        row(
            lambda: strings(SST + b"<si><t>", b"abcdefgh", b"</t></si></sst>", size=2 * GB - MIB, said=1000),
            id="a string of 2 GiB",
        ),
        row(
            lambda: bomb(
                {k: v for k, v in workbook_parts("").items() if "sheet1" not in k},
                "xl/worksheets/sheet1.xml",
                f"<worksheet {NS}><sheetData>{CELL}".encode(),
                b"abcdefgh",
                b"</t></is></c></row></sheetData></worksheet>",
                size=2 * GB - MIB,
                said=1000,
            ),
            id="a cell of 2 GiB",
        ),
        row(lambda: zeros_in_gzip(2 * GB), id="2 GiB in a gzip"),
        row(lambda: gzip.compress(bytes(60 * MIB)), id="nothing but NUL in a gzip"),
    ],
)
def test_f2_what_eats_memory_is_refused_and_the_server_stays_small(made):
    data = made()
    assert len(data) < 50_000_000
    read("a.csv", SMALL)
    forget_peak()
    before = peak()
    assert refused(data).code in {"R_TOO_LARGE", "R_MEMORY", "R_DAMAGED", "R_WORKER", "R_LINE"}
    assert peak() - before < 300 * MIB
    assert read("a.csv", SMALL)[0].records_in == 1


def endless_rows():
    """Ten million rows without a dimension, in a small file."""
    return bomb(
        {k: v for k, v in workbook_parts("").items() if "sheet1" not in k},
        "xl/worksheets/sheet1.xml",
        f"<worksheet {NS}><sheetData>".encode(),
        b"<row><c><v>1</v></c></row>".ljust(32),
        b"</sheetData></worksheet>",
        size=10_000_000 * 32 // MIB * MIB,
    )


@pytest.mark.parametrize(
    "made",
    [
        row(endless_rows, id="10 M rows without a dimension"),
        row(
            lambda: b"name,note\n" + b'Bob,5" disc\n' + b'Ann,"a""b\nc"\n' * 600_000,
            id="a stray quote among quotes that span lines",
        ),
    ],
)
def test_f3_what_hangs_is_refused_at_the_limit_and_leaves_no_process(made):
    data = made()
    read("a.csv", SMALL)
    group = reader._idle[0].pid
    started = time.monotonic()
    assert refused(data, limits=Limits(seconds=0.5)).code == "R_SLOW"
    assert time.monotonic() - started < 5
    deadline = time.monotonic() + 5
    while (left := relatives(group)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert left == []
    assert read("a.csv", SMALL)[0].records_in == 1


def test_f3_a_million_columns_are_refused_at_once():
    started = time.monotonic()
    assert refused(b",".join(b"c%d" % n for n in range(1_000_000)) + b"\n").code == "R_TOO_WIDE"
    assert time.monotonic() - started < 10


def test_f4_a_worker_killed_in_the_middle_is_refused_with_a_retry():
    read("a.csv", SMALL)
    group = reader._idle[0].pid

    def kill():
        deadline = time.monotonic() + 10
        while len(busy := relatives(group)) < 2 and time.monotonic() < deadline:
            time.sleep(0.005)
        os.kill(max(busy), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    problem = refused(b"name,note\n" + b'Bob,5" disc\n' + b'Ann,"a""b\nc"\n' * 300_000)
    killer.join()
    assert problem.code == "R_WORKER"
    assert read("a.csv", SMALL)[0].records_in == 1


@pytest.mark.parametrize(
    "data",
    [
        row(
            zipped({"xl/workbook.xml": "<workbook/>", "[Content_Types].xml": "<Types/>"}), id="parts missing"
        ),
        row(raw_xlsx('<row r="x"><c r="A1"><v>1</v></c></row>'), id="a row without a number"),
        row(raw_xlsx('<row r="1"><c r="A1" t="s"><v>x</v></c></row>'), id="a string without a number"),
        row(raw_xlsx('<row r="1"><c r="A1" t="s"><v>-9</v></c></row>'), id="a string below none"),
        row(raw_xlsx("<row r='-5'><c r='A1'><v>1</v></c></row>"), id="a row below none"),
        row(raw_xlsx("<row><c r='1A'><v>1</v></c></row>"), id="a cell without a column"),
        row(raw_xlsx("<row><c r='A1'><v>" + "9" * 5000 + "</v></c></row>"), id="a number of 5,000 digits"),
        row(raw_xlsx("<row><c r='A1' s='99999999999999999999'><v>1</v></c></row>"), id="a style beyond all"),
        row(raw_xlsx("<row>" + "<a>" * 100_000), id="deep and broken"),
    ],
)
def test_f5_a_broken_workbook_is_read_or_refused_and_never_more(data):
    try:
        outcome = sum(table.records_in for table in read("file", data))
    except Refused as error:
        outcome = error.problem.code
    assert outcome in {0, 1, "R_DAMAGED", "R_EMPTY"}
