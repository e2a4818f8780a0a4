"""Tables for these tests: real samples through the real reader, small ones from text."""

from pathlib import Path

import pyarrow as pa
import pytest

from truefans_core.reading import read
from truefans_core.reading.tables import RawTable

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def sample():
    """Read a sample by its slug."""
    found: dict[str, RawTable] = {}

    def read_sample(slug: str) -> RawTable:
        if slug not in found:
            path = next(path for path in DATA.iterdir() if path.stem == slug)
            found[slug] = read(path.name, path.read_bytes())[0]
        return found[slug]

    return read_sample


@pytest.fixture(scope="session")
def table():
    """A table from lines of cells separated by "|", the header first."""

    def of(*lines: str) -> RawTable:
        headers, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
        cells = {h: pa.array([row[i] or None for row in rows], pa.string()) for i, h in enumerate(headers)}
        numbers = pa.array(range(2, len(rows) + 2), pa.int64())
        return RawTable("t.csv", "f" * 64, None, tuple(headers), pa.table(cells), numbers, len(rows))

    return of
