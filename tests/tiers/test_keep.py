"""A tier is left only well below its cut."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.tiers import rules
from truefans_core.tiers.keep import KEPT_FROM, keep, leaves_below
from truefans_core.tiers.line import Line

LINE = Line("natural", true=100.0, engaged=40.0, half_life_days=60, drawn_on=date(2025, 6, 30))
LEVEL = {name: place for place, name in enumerate(rules.LEVELS)}


@pytest.mark.parametrize(
    ("before", "score", "tier"),
    [
        ("true", 100, "true"),
        ("true", 75, "true"),
        ("true", 74, "engaged"),
        ("true", 31, "engaged"),
        ("true", 29, "casual"),
        ("engaged", 99, "engaged"),
        ("engaged", 30, "engaged"),
        ("engaged", 100, "true"),
        ("casual", 39, "casual"),
        ("gone", 80, "engaged"),
        (None, 80, "engaged"),
    ],
)
def test_promotion_is_at_the_cut_and_demotion_below_three_quarters_of_it(rows_of, before, score, tier):
    rows = rows_of([score])
    now = rules.tiers(rows, LINE)
    assert keep(pd.Series([before], dtype=object), now, rows, LINE).tolist() == [tier]


@given(
    st.lists(st.tuples(st.sampled_from([*LEVEL, "gone", None]), st.floats(0, 300)), min_size=1, max_size=20)
)
def test_memory_never_lowers_and_never_lifts_above_what_was(people):
    rows = pd.DataFrame({"score": [score for _, score in people], "interest": None, "advocacy": None})
    rows["investment"] = rows["score"]
    rows[["interest", "advocacy"]] = rows[["interest", "advocacy"]].astype(float)
    now = rules.tiers(rows, LINE)
    before = pd.Series([before for before, _ in people], dtype=object)
    for had, cut, kept in zip(before, now, keep(before, now, rows, LINE), strict=True):
        assert LEVEL[cut] <= LEVEL[kept] <= max(LEVEL[cut], LEVEL.get(had, -1))


def test_rules_in_the_users_own_numbers_have_no_memory(rows_of):
    rows = rows_of([80])
    line = Line("money", true=100.0, engaged=40.0, half_life_days=60)
    assert keep(pd.Series(["true"]), rules.tiers(rows, line), rows, line).tolist() == ["engaged"]
    assert leaves_below(line, "true") is None
    assert leaves_below(LINE, "true") == 100 * KEPT_FROM
