"""What a careful person counts in a small file of an export that no recipe knows, truefans counts too.

The files were written before the rules that read them: of the first 36 12 came out right at first, of the
next 27, written when those were mended, 20, of 11 more 10. Of a fourth list, 51 platforms of 2026, 38 did, of the fifth,
written when those were mended, 26 of 30, of the sixth, 19 header rows of strangers, 14.
"""

import pytest

from tests.guess.endings import endings


@pytest.mark.parametrize("ending", endings(), ids=lambda ending: ending.name)
def test_people_money_and_days_are_those_a_careful_person_counts(ending, request) -> None:
    if ending.wanted.startswith("~"):
        request.applymarker(pytest.mark.xfail(strict=True, reason="not told yet"))
    assert ending.found() == ending.wanted.removeprefix("~")
