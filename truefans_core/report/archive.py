"""The same workbook or deck gives the same bytes: fixed times inside the archive, and formulas with their values.

The libraries stamp the hour of saving into the archive and its properties, and openpyxl writes formulas without a
value, which previews that do not calculate show as nothing.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from openpyxl import Workbook

_EARLIEST = 1980  # the first year a ZIP archive knows
_FORMULA = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)<v\s*(?:/>|></v>)')
_STAMPED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_CORE = "docProps/core.xml"


def sealed(book: Workbook, stamp: dt.date, values: Mapping[str, Mapping[str, float]]) -> bytes:
    """The bytes of a finished workbook.

    Args:
        book: nothing is written to it after this.
        stamp: the day that stands in its properties and its archive.
        values: sheet title to cell to what its formula comes to.
    """
    written = io.BytesIO()
    book.save(written)
    parts = {
        f"xl/worksheets/sheet{number}.xml": values.get(sheet.title, {})
        for number, sheet in enumerate(book.worksheets, 1)
    }

    def edit(name: str, data: bytes) -> bytes:
        return _with_values(data, parts[name]) if parts.get(name) else data

    return fixed(written.getvalue(), stamp, edit)


def sealed_deck(content: bytes, stamp: dt.date) -> bytes:
    """The bytes of a finished deck, the workbooks behind its charts fixed like itself."""

    def edit(name: str, data: bytes) -> bytes:
        return fixed(data, stamp) if name.startswith("ppt/embeddings/") else data

    return fixed(content, stamp, edit)


def fixed(content: bytes, stamp: dt.date, edit: Callable[[str, bytes], bytes] | None = None) -> bytes:
    """An archive in an order and with times that do not change; `edit` changes a part by its name."""
    at = dt.datetime.combine(stamp, dt.time(), tzinfo=dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in sorted(before.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            data = before.read(name)
            if name == _CORE:
                data = _STAMPED.sub(rb"\g<1>" + at + rb"\g<3>", data)
            if edit is not None:
                data = edit(name, data)
            entry = zipfile.ZipInfo(name, (max(stamp.year, _EARLIEST), stamp.month, stamp.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            after.writestr(entry, data)
    return out.getvalue()


def _with_values(sheet: bytes, values: Mapping[str, float]) -> bytes:
    def filled(match: re.Match[bytes]) -> bytes:
        value = values.get(match[2].decode())
        return match[0] if value is None else match[1] + f"<v>{value!r}</v>".encode()

    return _FORMULA.sub(filled, sheet)
