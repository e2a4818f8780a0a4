"""Whatever the bytes: imported, a choice or refused, every row accounted for, in a bounded time."""

import random
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reading.made import as_xlsb, as_xlsx
from truefans_core.intake import import_tables
from truefans_core.ledger import total
from truefans_core.problems import CATALOGUE, Refused
from truefans_core.reading import Limits, reader
from truefans_core.reading.reader import read

HERE = Path(__file__).parent
SAMPLES = sorted(
    [*(HERE.parent / "sources" / "data").iterdir(), *(p for p in (HERE / "data").iterdir() if p.is_file())]
)
LIMITS, ALLOWED = Limits(seconds=10.0), 60  # a busy machine starts a worker late
ROUNDS = 15  # samples for each way in the short tests; the long ones take all


@pytest.fixture(autouse=True, scope="module")
def workers_end():
    yield
    reader.close()


def outcome(data, name="file.csv"):
    """What came of the bytes, with everything that must hold of it."""
    started = time.monotonic()
    try:
        tables = read(name, data, limits=LIMITS)
    except Refused as error:
        return error.problem.code
    finally:
        assert time.monotonic() - started < LIMITS.seconds + ALLOWED
    assert tables
    for table in tables:
        assert table.records_in == table.cells.num_rows + len(table.set_aside)
        assert len(table.lines) == table.cells.num_rows
        assert tuple(table.cells.column_names) == table.headers
        assert len({header.casefold() for header in table.headers}) == len(table.headers)
    for found in import_tables([(table, None) for table in tables]):
        assert found.outcome in {"imported", "choice", "refused"}
        assert found.problem is None or found.problem.code != "R_FAULT"
        if found.records is not None:
            account = total(found.records.account)
            aside = sum(each.count for each in account.set_aside)
            assert account.records_in == found.table.records_in == account.kept + account.merged + aside
            assert {each.reason for each in account.set_aside} <= set(CATALOGUE)
            assert all(m.total == m.kept + m.merged + m.set_aside for m in account.money.values())
    return "tables"


def truncated(data, random):
    return data[: random.randrange(len(data) + 1)]


def flipped(data, random):
    bytes_ = bytearray(data)
    for _ in range(random.choice([1, 8, 64])):
        bytes_[random.randrange(len(bytes_))] = random.randrange(256)
    return bytes(bytes_)


def cut_out(data, random):
    start = random.randrange(len(data))
    return data[:start] + data[start + random.randrange(1, 200) :]


def doubled(data, random):
    start = random.randrange(len(data))
    return data[:start] + data[start : start + random.randrange(1, 400)] * 3 + data[start:]


def signs_put_in(data, random):
    bytes_ = bytearray(data)
    for _ in range(10):
        place = random.randrange(len(bytes_) + 1)
        bytes_[place:place] = random.choice(
            [b'"', b",", b"\n", b"\r", b"\x00", b"\xff", b";", b"\t", b'""', b"\xef\xbb\xbf"]
        )
    return bytes(bytes_)


def columns_shuffled(data, random):
    lines = data.split(b"\n")
    order = list(range(max(line.count(b",") for line in lines) + 1))
    random.shuffle(order)
    cut = [line.split(b",") for line in lines]
    return b"\n".join(b",".join(cells[n] for n in order if n < len(cells)) for cells in cut)


def headers_shuffled(data, random):
    head, _, body = data.partition(b"\n")
    cells = head.split(b",")
    random.shuffle(cells)
    return b",".join(cells) + b"\n" + body


WAYS = [truncated, flipped, cut_out, doubled, signs_put_in, columns_shuffled, headers_shuffled]


@pytest.mark.parametrize("way", WAYS)
def test_a_spoilt_sample_is_imported_asked_about_or_refused(way):
    chance = random.Random(way.__name__)
    for path in chance.sample(SAMPLES, ROUNDS):
        for _ in range(2):
            spoilt = way(path.read_bytes(), chance)
            name = chance.choice([path.name, "x.xlsx", "x.csv", "x.zip", "../../x.csv", "x" * 300, "CON"])
            outcome(spoilt, name)


@pytest.mark.long
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("seed", range(10))
def test_many_more_spoilt_samples(way, seed):
    chance = random.Random(f"{way.__name__} {seed}")
    for path in SAMPLES:
        for _ in range(3):
            outcome(way(path.read_bytes(), chance), path.name)


WORKBOOKS = {
    "xlsx": as_xlsx([["name", "email", "paid"], *[[f"n{n}", f"p{n}@example.com", n / 4] for n in range(9)]]),
    "xlsb": as_xlsb([["name", "email", "paid"], *[[f"n{n}", f"p{n}@example.com", n / 4] for n in range(9)]]),
}


@pytest.mark.parametrize("kind", WORKBOOKS)
@pytest.mark.parametrize("way", [truncated, flipped, cut_out, doubled])
def test_a_spoilt_workbook_is_imported_asked_about_or_refused(kind, way):
    chance = random.Random(kind + way.__name__)
    for _ in range(12):
        outcome(way(WORKBOOKS[kind], chance), f"x.{kind}")


START = st.sampled_from(
    [
        b"",
        b"PK\x03\x04",
        b"\x1f\x8b\x08\x00",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"sep=;\n",
        b"name,email\n",
    ]
)
TEXT = st.text(st.sampled_from('abc,;\t|"\n\r 0123.-@é€\x00\u202e\U0001f600'), max_size=300)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    START,
    st.one_of(st.binary(max_size=2000), TEXT.map(str.encode), TEXT.map(lambda t: t.encode("utf-16-le"))),
)
def test_any_bytes_are_imported_asked_about_or_refused(start, rest):
    outcome(start + rest)
