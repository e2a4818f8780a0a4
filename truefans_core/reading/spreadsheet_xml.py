"""The parts of an XLSX file, read event by event: values only, nothing fetched, no entities."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterator

_CHUNK = 1 << 18
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NOT_IN_CODE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_SIGNS = re.compile(r"[dmyhs]", re.IGNORECASE)
#: Built-in formats that show dates or times.
_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])


#: A sign in brackets with a locale behind it, in quotes, or as it is.
_SIGN = re.compile(r'\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]|"([^"]+)"|\\?(\S)')
#: Codes that are money where a format writes them beside a number.
_CODES = frozenset("AUD BRL CAD CHF CZK DKK EUR GBP HUF JPY MXN NOK NZD PLN SEK USD".split())  # noqa: SIM905 read as a list


class Styles(NamedTuple):
    """What the styles of cells make of numbers, by index of the style.

    Attributes:
        dates: those that show a date or a time.
        signs: the sign or code of a currency that is shown beside the number. Built-in formats show that of the
            reader's computer, which says nothing.
    """

    dates: frozenset[int] = frozenset()
    signs: Mapping[int, str] = MappingProxyType({})


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def parser_of(
    file: str,
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> Callable[[bytes, bool], None]:
    """What takes the bytes of a part, and whether they are the last, and calls the callbacks.

    It raises Refused (R_DAMAGED) where the XML is broken or declares entities.
    """

    def forbid(*_: object) -> None:
        raise Refused(Problem("R_DAMAGED", params={"file": file}))

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    if end:
        parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = forbid

    def feed(data: bytes, last: bool) -> None:  # noqa: FBT001 as expat takes it
        try:
            parser.Parse(data, last)
        except expat.ExpatError as error:
            raise Refused(Problem("R_DAMAGED", params={"file": file})) from error

    return feed


def walk(
    part: zipfile.ZipExtFile | IO[bytes],
    file: str,
    start: Callable[[str, dict[str, str]], object],
    end: Callable[[str], object] | None = None,
    text: Callable[[str], object] | None = None,
) -> Iterator[None]:
    """Feed a part to the callbacks; yields after each chunk.

    Raises:
        Refused: R_DAMAGED where the XML is broken or declares entities.
    """
    feed = parser_of(file, start, end, text)
    while chunk := part.read(_CHUNK):
        feed(chunk, False)  # noqa: FBT003 expat takes positions only
        yield
    feed(b"", True)  # noqa: FBT003 as above
    yield


def plain(text: str) -> str:
    """Text with the escapes of the format undone."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def shared_strings(part: zipfile.ZipExtFile | IO[bytes], file: str) -> list[str]:
    """The table of strings that cells point into; readings of Japanese names are left out."""
    strings: list[str] = []
    pieces: list[str] = []
    inside = {"t": False, "rPh": False}

    def start(name: str, _: dict[str, str]) -> None:
        tag = local(name)
        if tag == "si":
            pieces.clear()
        elif tag in inside:
            inside[tag] = True

    def end(name: str) -> None:
        tag = local(name)
        if tag == "si":
            strings.append(plain("".join(pieces)))
        elif tag in inside:
            inside[tag] = False

    def text(data: str) -> None:
        if inside["t"] and not inside["rPh"]:
            pieces.append(data)

    for _ in walk(part, file, start, end, text):
        pass
    return strings


def styles_of(part: zipfile.ZipExtFile | IO[bytes], file: str) -> Styles:
    """What the cell styles of a workbook show numbers as."""
    codes: dict[int, str] = {}
    formats: list[int] = []
    where = {"cellXfs": False}

    def start(name: str, attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "numFmt":
            codes[int(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            where[tag] = True
        elif tag == "xf" and where["cellXfs"]:
            formats.append(int(attributes.get("numFmtId", "0")))

    def end(name: str) -> None:
        if local(name) == "cellXfs":
            where["cellXfs"] = False

    for _ in walk(part, file, start, end):
        pass
    dates = frozenset(place for place, number in enumerate(formats) if _shows_date(number, codes))
    signs = {
        place: _sign(codes.get(number, "")) for place, number in enumerate(formats) if place not in dates
    }
    return Styles(dates, {place: sign for place, sign in signs.items() if sign})


def _sign(code: str) -> str:
    """The currency that a format shows beside a number, or ""."""
    for found in _SIGN.finditer(code.partition(";")[0]):
        text = "".join(group or "" for group in found.groups()).strip()
        if text in _CODES or any(unicodedata.category(sign) == "Sc" for sign in text):
            return text
    return ""


def _shows_date(number: int, codes: Mapping[int, str]) -> bool:
    if number not in codes:
        return number in _DATE_FORMATS
    code = codes[number]
    if re.search(r"\[(h+|m+|s+)\]", code, re.IGNORECASE):  # a duration
        return False
    signs = _NOT_IN_CODE.sub("", code.partition(";")[0])
    return bool(_DATE_SIGNS.search(signs)) and "general" not in signs.lower()
