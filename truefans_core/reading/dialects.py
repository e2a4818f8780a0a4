"""Which sign separates the cells of a text file."""

from __future__ import annotations

import math
import re
from collections import Counter

_COMMON, _RARE = (",", ";", "\t", "|"), ("^", "~", "\x1f", "\x01", ":")
SPACE = " "
#: All that stands in a file of figures whose columns are parted by spaces.
_FIGURES = b"0123456789.+-/ \n"
_FEWEST = 3  # columns that spaces part: fewer may be one number written in groups
_LOOKED_AT = 4096  # bytes that show that a file is none of these
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_SEP = re.compile(r'"?sep=(.)[,;\t|]*"?', re.IGNORECASE)
_VALUE = re.compile(r"[-+$€£]?[\d.,:/ -]+%?")
_SAMPLED = 200
_CLEARLY = 2  # times the score of a common sign that a rare one needs


def stated_delimiter(first_line: str) -> str | None:
    """The delimiter a `sep=` line states, or None."""
    found = _SEP.fullmatch(first_line.strip("\ufeff \r\n")) or _SEP.fullmatch(first_line.strip("\ufeff\r\n"))
    return found[1] if found else None


def find_delimiter(text: str) -> str:
    r"""The delimiter whose count agrees most over the first lines; "," for a single column.

    A delimiter scores by the share of lines with its most frequent count, and half where the first such line
    does not look like a header (a decimal comma never stands in one).

    Example:
        >>> find_delimiter("name;amount\\nAnn;1,50\\nBob;2,00\\n")
        ';'
    """
    sample = _QUOTED.sub("q", text[:200_000])
    lines = [line for line in sample.split("\n")[:_SAMPLED] if line.strip()]
    scores = {sign: _score(sign, lines) for sign in (*_COMMON, *_RARE)}
    common, rare = (max(group, key=scores.__getitem__) for group in (_COMMON, _RARE))
    if scores[rare] > max(1, _CLEARLY * scores[common]):
        return rare
    return common if scores[common] > 0 else ","


def single_spaced(data: bytes) -> bytes | None:
    r"""A file of figures parted by runs of spaces with single ones, line by line; None where it is anything else.

    Nothing but figures may stand in it, and every line that is not blank has as many columns, three or more.

    Example:
        >>> single_spaced(b" 00001 19970101  1   11.77\n 00002 19970112 12  770.00\n")
        b'00001 19970101 1 11.77\n00002 19970112 12 770.00\n'
    """
    if data[:_LOOKED_AT].translate(None, _FIGURES) or data.translate(None, _FIGURES):
        return None
    lines, columns = data.split(b"\n"), 0
    for place, line in enumerate(lines):
        cells = line.split()
        columns = columns or len(cells)
        if cells and (len(cells) != columns or columns < _FEWEST):
            return None
        lines[place] = b" ".join(cells)
    return b"\n".join(lines) if columns else None


def _score(sign: str, lines: list[str]) -> float:
    counts = [line.count(sign) for line in lines]
    agreed = Counter(count for count in counts if count)
    if not agreed:
        return 0.0
    count, often = max(agreed.items(), key=lambda pair: pair[1] * math.log2(1 + pair[0]))
    first = lines[counts.index(count)].split(sign)
    heading = not any(_VALUE.fullmatch(cell.strip()) for cell in first if cell.strip())
    return often / len(lines) * math.log2(2 + count) * (1.0 if heading else 0.5)
