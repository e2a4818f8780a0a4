"""Text files of any delimiter: a fast way for regular files, a careful way for all others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from truefans_core.problems import Problem, Refused
from truefans_core.reading.assemble import Origin, assemble
from truefans_core.reading.dialects import SPACE, find_delimiter, single_spaced, stated_delimiter
from truefans_core.reading.encodings import decode
from truefans_core.reading.quoting import split_records
from truefans_core.reading.regular import read_regular

if TYPE_CHECKING:
    from collections.abc import Mapping

    from truefans_core.reading.limits import Limits
    from truefans_core.reading.tables import RawTable


_HEAD_SIZE = 4_000_000  # bytes in which the header must stand


def read_text(data: bytes, file: str, limits: Limits, hints: Mapping[str, str]) -> RawTable | None:
    """The table of a text file, or None where there is nothing but blank lines.

    Raises:
        Refused: see `reader.read`.
    """
    if data.endswith(b"\n\x1a"):  # where DOS ended a file
        data = data[:-1]
    decoded = decode(data, hints.get("encoding"))
    utf8 = decoded.utf8
    if b"\r" in utf8:
        utf8 = utf8.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    head = utf8[:_HEAD_SIZE].decode("utf-8", "ignore")
    stated = stated_delimiter(head[: head.find("\n")] if "\n" in head[:20] else head[:20])
    first_line = 1
    if stated:
        utf8, head, first_line = utf8.partition(b"\n")[2], head.partition("\n")[2], 2
    delimiter = _delimiter(hints.get("delimiter")) or stated
    if delimiter in {None, SPACE} and (single := single_spaced(utf8)):
        utf8, head, delimiter = single, single[:_HEAD_SIZE].decode(), SPACE
    delimiter = delimiter or find_delimiter(head)
    origin = Origin(
        file=file,
        limits=limits,
        encoding=decoded.encoding,
        delimiter=delimiter,
        header_line=header_line(hints.get("header_line")),
    )
    if not decoded.damaged:
        table = read_regular(head, utf8, first_line, origin)
        if table is not None:
            return table
    text = utf8.decode("utf-8", "surrogatepass")
    return assemble(split_records(text, delimiter, file, limits, first_line), origin)


def _delimiter(stated: str | None) -> str | None:
    if stated is None or stated == "":
        return None
    sign = {"\\t": "\t", "tab": "\t"}.get(stated.lower(), stated)
    if len(sign) != 1 or sign in '"\r\n':
        raise Refused(Problem("R_OPTION", params={"option": "delimiter"}))
    return sign


def header_line(stated: str | None) -> int | None:
    """The line of the header as an option states it; 0 where there is none."""
    if stated is None or stated == "":
        return None
    if not stated.isdecimal():
        raise Refused(Problem("R_OPTION", params={"option": "header_line"}))
    return int(stated)
