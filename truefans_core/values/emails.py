"""Columns of e-mail addresses."""

from __future__ import annotations

import re
import unicodedata

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.values.cells import Cells, Column, distinct_cells

#: Plain addresses, which need no second look. Names reserved for machines get one.
_PLAIN = (
    r"^[a-z0-9_+-]{1,64}(\.[a-z0-9_+-]{1,64}){0,8}@([a-z0-9]([a-z0-9-]{0,60}[a-z0-9])?\.){1,8}[a-z]{2,24}$"
)
_RESERVED = r"\.(local|localhost|invalid|onion|arpa)$|@[^@]*--|^[^@]{65,}"
_ADDRESS = re.compile(r"(?!')[^\s<>,;|\"()\[\]:@]+@[^\s<>,;|\"'()\[\]:@]+")


def normalise_email(column: Column) -> tuple[pa.Array, pa.Array]:
    """Addresses as keys: composed (NFKC), trimmed, lower case, checked for form but not for delivery.

    `mailto:`, `Name <address>` and quotes are taken off; of two addresses in a cell the first counts (see
    `several_emails`).

    Returns:
        The addresses (null where empty or malformed) and the mask of malformed cells.

    Example:
        >>> normalise_email(pa.array([" Ann <ANN@Example.com>", "ann at example.com", None]))[0].to_pylist()
        ['ann@example.com', None, None]
    """
    cells = _folded(column)
    plain = pc.and_(
        pc.match_substring_regex(cells.distinct, _PLAIN),
        pc.invert(pc.match_substring_regex(cells.distinct, _RESERVED)),
    )
    addresses = pc.if_else(plain, cells.distinct, pa.scalar(None, cells.distinct.type))
    if not pc.all(plain).as_py():
        doubtful = pc.invert(plain)
        read = [_address(text) for text in cells.distinct.filter(doubtful).to_pylist()]
        addresses = pc.replace_with_mask(addresses, doubtful, pa.array(read, cells.distinct.type))
    found = cells.spread(addresses)
    return found, pc.and_(pc.is_valid(cells.places), pc.is_null(found))


def several_emails(column: Column) -> pa.Array:
    """Mask of the cells that hold more than one different address."""
    cells = _folded(column)
    many = [len(set(_ADDRESS.findall(text))) > 1 for text in cells.distinct.to_pylist()]
    return cells.spread_mask(pa.array(many, pa.bool_()))


def _folded(column: Column) -> Cells:
    cells = distinct_cells(column)
    if pc.all(pc.string_is_ascii(cells.distinct)).as_py():
        return Cells(pc.ascii_lower(cells.distinct), cells.places)
    folded = [unicodedata.normalize("NFKC", text).casefold().strip() for text in cells.distinct.to_pylist()]
    return Cells(pa.array(folded, cells.distinct.type), cells.places)


def _address(text: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email

    found = _ADDRESS.search(text.removeprefix("mailto:"))
    if found is None:
        return None
    candidate = found[0].split("?", 1)[0].rstrip(".")  # mailto:a@b.c?subject=…; a full stop after the address
    try:
        checked = validate_email(candidate, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return str(checked.normalized).casefold()
