"""The sentence everything starts with: a head count says its range where two people may be one."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from pages.parts import groups
from truefans_core.words import Words


@pytest.mark.parametrize(
    ("fewest", "said"),
    [
        (188, "188 of your 18,740 people are true fans."),
        (181, "181 to 188 of your 18,740 people are true fans."),
    ],
)
def test_how_many_true_fans_there_are_says_its_range(fewest: int, said: str) -> None:
    found = SimpleNamespace(
        groups={"true": SimpleNamespace(count=188, share_people=0.01, share_income=0.61)},
        supporters=pd.DataFrame({"income_year_minor": [1] * 18_740, "state": "true"}),
        score=SimpleNamespace(name="loyalty"),
        rule="natural",
        fewest=lambda _: fewest,
    )
    assert groups.answer(Words(), found)[0] == said  # type: ignore[arg-type]
