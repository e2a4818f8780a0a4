"""A part of a workbook cut into pieces of whole rows or strings, with what is around them given to the parser."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from truefans_core.reading.plain_xml import Unusual
from truefans_core.reading.spreadsheet_xml import local, parser_of

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

_CHUNK = 1 << 21
_LONGEST = 1 << 23  # bytes of one row or string
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")


@dataclass(frozen=True, slots=True)
class Frame:
    """What holds the items of a part.

    Attributes:
        begin: the tag before the first item.
        end: the tag after the last.
        item_end: the end tag of each.
        inside: elements that may be in items only.
    """

    begin: re.Pattern[bytes]
    end: bytes
    item_end: bytes
    inside: frozenset[str]


def pieces(part: zipfile.ZipExtFile, file: str, frame: Frame) -> Iterator[bytes]:
    """Whole items, some megabytes at a time, without what is around them, which is parsed with care.

    Raises:
        Unusual: where the items cannot be told from the rest.
        Refused: R_DAMAGED where what is around them is no XML.
    """

    def around(name: str, _: object) -> None:
        if local(name) in frame.inside:
            raise Unusual

    feed = parser_of(file, around)
    rest = part.read(_CHUNK)
    begin = frame.begin.search(rest)
    head = rest[: begin.end()] if begin else b""
    encoding = _ENCODING.search(head)
    if b"<!" in head or b"<?" in head[2:] or (encoding and encoding[1].lower() != b"utf-8") or not head:
        raise Unusual
    feed(head, False)  # noqa: FBT003 expat takes positions only
    rest = rest[len(head) :]
    while True:
        end = rest.rfind(frame.item_end) + len(frame.item_end)
        if end >= len(frame.item_end):
            yield rest[:end]
            rest = rest[end:]
        if rest.startswith(frame.end):
            break
        more = part.read(_CHUNK)
        if not more or len(rest) > _LONGEST:
            raise Unusual
        rest += more
    while rest:
        feed(rest, False)  # noqa: FBT003 as above
        rest = part.read(_CHUNK)
    feed(b"", True)  # noqa: FBT003 as above
