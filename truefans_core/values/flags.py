"""Columns of yes and no."""

from __future__ import annotations

import pyarrow as pa

from truefans_core.values.cells import Column, distinct_cells

_YES = frozenset(
    {
        "yes", "y", "true", "t", "1", "1.0", "x", "✓", "✔", "☑", "on", "ja", "j", "wahr", "oui", "o", "vrai", "si",
        "sí", "sì", "s", "vero", "verdadero", "sim", "verdadeiro", "waar", "tak", "да", "是", "はい", "checked", "enabled",
    }
)  # fmt: skip
_NO = frozenset(
    {
        "no", "n", "false", "f", "0", "0.0", "off", "nein", "falsch", "non", "faux", "falso", "não", "nao", "nee",
        "onwaar", "nie", "нет", "否", "いいえ", "unchecked", "disabled", "never",
    }
)  # fmt: skip


def parse_flag(column: Column) -> pa.Array:
    """Read a column of yes and no in the languages exports come in; null where a cell says neither.

    Example:
        >>> parse_flag(pa.array(["Yes", "nein", "x", "maybe", ""])).to_pylist()
        [True, False, True, None, None]
    """

    def flag(text: str) -> bool | None:
        word = text.casefold()
        return True if word in _YES else False if word in _NO else None

    return distinct_cells(column).parse(flag, pa.bool_())
