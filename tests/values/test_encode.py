"""Columns with each different text once, and masks as numpy has them, are those that Arrow makes."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.extract.cells import truth
from truefans_core.values.cells import encode

TEXTS = st.lists(st.sampled_from(["EUR", "EU", "REUR", "ää", "", None]), max_size=12)


@given(TEXTS, st.integers(0, 3))
def test_a_column_encoded_says_what_it_said(texts: list[str | None], start: int) -> None:
    column = pa.array(["USD"] * start + texts, pa.string()).slice(start)
    encoded = encode(column)
    assert encoded.to_pylist() == texts
    assert sorted(encoded.dictionary.to_pylist()) == sorted({text for text in texts if text is not None})


@pytest.mark.parametrize(
    "texts", [["aa", "a", "aaa"], ["ab", "ba"], ["aaa", "aa", "aaaa"], ["", ""], [None, "a"]]
)
def test_texts_of_the_same_letters_are_not_taken_for_one(texts: list[str | None]) -> None:
    assert encode(pa.array(texts, pa.string())).to_pylist() == texts


@given(st.lists(st.sampled_from([True, False, None]), max_size=30), st.integers(0, 9))
def test_a_mask_is_true_where_arrow_says_true(told: list[bool | None], start: int) -> None:
    mask = pa.array([None, True, False] * 3 + told, pa.bool_()).slice(start)
    wanted = [value is True for value in mask.to_pylist()]
    assert truth(mask).tolist() == wanted
    assert truth(pa.chunked_array([mask])).tolist() == wanted
