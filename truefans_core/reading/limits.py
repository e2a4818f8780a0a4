"""How much a single file may ask for."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1_000_000
#: A workbook or archive may hold this many times its own limit once unpacked.
UNPACKED = 8


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one file.

    Attributes:
        size: bytes of the file, and of a compressed file once unpacked.
        columns: columns of a table.
        rows: records of a table.
        line: bytes of a record.
        seconds: wall time, and processor time, of the parsing.
        memory: address space of the parsing process, in bytes.
    """

    size: int = 50 * MB
    columns: int = 500
    rows: int = 1_000_000
    line: int = 1 * MB
    seconds: float = 30.0
    memory: int = 1500 * MB


#: What a page takes.
PAGE = Limits()


def for_command_line(max_mb: int = 512) -> Limits:
    """What the command line takes: files of `max_mb` megabytes, with time and memory to match."""
    return Limits(
        size=max_mb * MB,
        rows=max(PAGE.rows, max_mb * 40_000),
        seconds=PAGE.seconds + max_mb,
        memory=PAGE.memory + 6 * max_mb * MB,
    )
