"""Text of others made harmless: in cells, on screen, in HTML, in file names.

A name, a header or a note is written by somebody else. Whatever leaves the program passes one of these:
`safe_cell` for CSV and XLSX, `safe_text` for Markdown on screen, `escape_html` for the HTML report,
`plain_text` for slides and PDF,
`safe_sheet_name` and `safe_file_name` for names of things.
"""

from __future__ import annotations

import html
import math
import re
import unicodedata
from numbers import Real
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = [
    "escape_html",
    "plain_text",
    "safe_cell",
    "safe_cells",
    "safe_file_name",
    "safe_sheet_name",
    "safe_text",
]

#: A cell's longest text in the workbook formats, in UTF-16 units.
CELL_LIMIT = 32_767
#: A sheet's longest name.
SHEET_LIMIT = 31
#: Spreadsheets read a cell that starts so as a formula or a command (OWASP "CSV injection", with wide variants).
_TRIGGERS = "=+-@＝＋－＠"
_FIRST_CONTROLS = "\t\r\n\0"
# C0 and C1 controls except TAB and LF; lone surrogates and the two non-characters no XML may hold.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = "\u200b\u2060\ufeff\u00ad"
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#$~|:&!^{}])")
_LIST_MARK = re.compile(r"^(\d{1,9})([.)])|^([-+=])")
#: Breaks a word for a parser and for nobody else: shortcodes, bare links and arrows are found after escapes are undone.
_JOINER = "\u2060"
_AFTER_PARSING = re.compile(
    r"(?<=:)(?=[\w+-])|(?<=[wW]{3})(?=\.)|(?<=@)(?=\S)|(?<=:)(?=//)|(?<=[-<>=~])(?=[-<>=~])"
)
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_RESERVED_FILES = re.compile(r"^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_FILE_BYTES = 100


def safe_cell(value: Any) -> Any:
    r"""A value as a spreadsheet cell that stays what it is: text stays text, a number stays a number.

    Text that a spreadsheet would take for a formula gets an apostrophe before it; control characters go; text
    is cut at 32,767 UTF-16 units. Numbers that are not finite become None, for no sheet can hold them.

    Example:
        >>> safe_cell("=cmd|' /C calc'!A0"), safe_cell(-3), safe_cell("a\x07b"), safe_cell(float("nan"))
        ("'=cmd|' /C calc'!A0", -3, 'ab', None)
    """
    if isinstance(value, str):
        return _safe_cell_text(value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Real):
        return value if math.isfinite(value) else None
    if value != value:  # noqa: PLR0124 NaT and its like are unequal to themselves
        return None
    return value if hasattr(value, "isoformat") else _safe_cell_text(str(value))


def safe_cells(row: Iterable[Any]) -> list[Any]:
    """A row of cells, each through `safe_cell`."""
    return [safe_cell(value) for value in row]


def safe_sheet_name(name: str, taken: Collection[str] = ()) -> str:
    """A sheet name every spreadsheet takes: at most 31 units, no signs of the formula language, not in `taken`.

    Example:
        >>> safe_sheet_name("=Q1/Q2 [plan]"), safe_sheet_name("Income", taken=["income"])
        ('Q1 Q2  plan', 'Income 2')
    """
    plain = _NOT_IN_SHEET_NAMES.sub(" ", _without_controls(name).replace("\t", " ").replace("\n", " "))
    plain = _cut(plain.strip(" '" + _INVISIBLE).lstrip(_TRIGGERS + " '" + _INVISIBLE), SHEET_LIMIT).rstrip(
        " '"
    )
    if not plain or plain.casefold() == "history":  # Excel keeps that name for itself
        plain = "Sheet"
    used = {other.casefold() for other in taken}
    result, number = plain, 1
    while result.casefold() in used:
        number += 1
        tail = f" {number}"
        result = _cut(plain, SHEET_LIMIT - len(tail)).rstrip() + tail
    return result


def safe_text(value: Any, limit: int = 500) -> str:
    r"""Text of others on one line of Markdown: shown letter for letter, never as format, link, image or formula.

    Escapes what Markdown, HTML, LaTeX and colour directives are made of; breaks emoji shortcodes, icon names and
    bare links with an invisible joiner; shows controls of the writing direction instead of obeying them.

    Args:
        value: anything; None is the empty text.
        limit: longest text shown, in characters of the original.

    Example:
        >>> safe_text("![x](http://e.example/a.png)").startswith(r"\!\[x\](http\:")
        True
        >>> safe_text("**Jo** <b>")
        '\\*\\*Jo\\*\\* \\<b\\>'
    """
    plain = _one_line(value)
    if len(plain) > limit:
        plain = plain[: max(limit - 1, 0)].rstrip() + "…"
    broken = _AFTER_PARSING.sub(_JOINER, plain)
    escaped = _MARKDOWN.sub(r"\\\1", broken)
    return _LIST_MARK.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)


def escape_html(value: Any) -> str:
    """Text of others inside HTML, as content or in a quoted attribute.

    Example:
        >>> escape_html("</script><b title='x'>")
        '&lt;/script&gt;&lt;b title=&#x27;x&#x27;&gt;'
    """
    return html.escape(_BIDI.sub(_named, _without_controls("" if value is None else str(value))), quote=True)


def plain_text(value: Any, limit: int = CELL_LIMIT) -> str:
    r"""Text of others where nothing is read into it (a slide, a PDF): no controls, directions shown, cut at a limit.

    Example:
        >>> plain_text("a\x07b\u202ec")
        'ab‹U+202E›c'
    """
    text = _BIDI.sub(_named, _without_controls("" if value is None else str(value)))
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def safe_file_name(name: str, suffix: str = "", fallback: str = "report") -> str:
    """A file name safe on every system: letters, digits, dots and dashes, at most 100 bytes with the suffix.

    Args:
        name: what it is about, for example a client's name.
        suffix: ".xlsx" and its like, kept as it is.
        fallback: where nothing of the name can stay.

    Example:
        >>> safe_file_name("../Ünal & Söhne: Q1", ".xlsx"), safe_file_name("CON", ".csv"), safe_file_name("🙂")
        ('Ünal-Söhne-Q1.xlsx', 'report-CON.csv', 'report')
    """
    folded = unicodedata.normalize("NFKC", _BIDI.sub("", _without_controls(name)))
    kept = "".join(c if unicodedata.category(c)[0] in "LNM" or c in "._-" else " " for c in folded)
    stem = re.sub(r"[\s-]+", "-", kept).strip("-._")
    room = _FILE_BYTES - len(suffix.encode())
    stem = stem.encode()[:room].decode(errors="ignore").rstrip("-._")
    stem = unicodedata.normalize("NFC", stem)
    if not any(unicodedata.category(c)[0] in "LN" for c in stem):
        stem = fallback
    if _RESERVED_FILES.match(stem):
        stem = f"{fallback}-{stem}"
    return stem + suffix


def _safe_cell_text(text: str) -> str:
    plain = _without_controls(text)
    inert = plain.strip(" \t\n\u00a0\u3000" + _INVISIBLE)
    if text[:1] in _FIRST_CONTROLS or plain[:1] in _FIRST_CONTROLS or inert[:1] in _TRIGGERS:
        plain = "'" + plain if plain else plain
    return _cut(plain, CELL_LIMIT)


def _without_controls(text: str) -> str:
    return _CONTROLS.sub("", text.replace("\r\n", "\n"))


def _one_line(value: Any) -> str:
    text = _BIDI.sub(_named, _without_controls("" if value is None else str(value)))
    return " ".join(text.translate({ord(c): None for c in _INVISIBLE}).split())


def _named(control: re.Match[str]) -> str:
    return f"‹U+{ord(control[0]):04X}›"


def _cut(text: str, units: int) -> str:
    """The longest start of `text` that takes at most so many UTF-16 units."""
    if len(text) <= units and len(text.encode("utf-16-le")) <= 2 * units:
        return text
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")
