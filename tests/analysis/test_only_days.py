"""Where all that is known is on which days people showed up, that alone ranks them and parts them into groups."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from truefans_core.analysis import Settings, analyse
from truefans_core.tiers.rules import levels

END = date(2025, 6, 30)


def visits(count=120, days=400, kind="visit"):
    """People of very different zeal: most come a few times, some all the time."""
    chance = np.random.default_rng(5)
    rows = []
    for number in range(count):
        pace = 3.0 + 200.0 * chance.beta(1.0, 3.0)
        day = chance.uniform(0, days)
        while day <= days:
            on = END - timedelta(days=int(days - day))
            rows.append((f"p{number}@example.com", on, None, {"kind": kind}))
            day += chance.exponential(pace)
    return rows


@pytest.mark.parametrize("kind", ["visit", "attendance", "click"])
def test_the_days_rank_and_the_gaps_between_them_say_how_fast_they_fade(payments, kind):
    rows = visits(kind=kind)
    found = analyse([payments(rows)], Settings(), today=END)
    assert found.score.name == "decayed_signs"
    by_person = {}
    for who, day, _, _ in rows:
        by_person.setdefault(who, []).append(day)
    gaps = [
        (later - day).days
        for each in by_person.values()
        for day, later in zip(sorted(set(each)), sorted(set(each))[1:], strict=False)
    ]
    half_life = float(np.clip(2 * np.percentile(gaps, 75), 30, 730))
    assert found.score.half_life_days == half_life
    expected = {
        who: sum(0.5 ** ((END - day).days / half_life) for day in each) for who, each in by_person.items()
    }
    people = found.supporters.set_index("email")
    assert people["score"].to_dict() == pytest.approx(expected, abs=1e-6)
    assert people["investment"].isna().all()


def test_some_are_true_fans_and_whoever_comes_more_is_in_no_lower_group(payments):
    found = analyse([payments(visits())], Settings(), today=END)
    people = found.supporters.sort_values("score")
    assert pd.Series(levels(people, found.line)).is_monotonic_increasing
    assert 0 < found.groups["true"].count < len(people) / 2
    assert people["probability"].notna().any()
    # They are ranked, and nothing is known of who paid.
    assert (found.ranked, found.to_json()["quality"]["payers"]) == (len(people), None)


def test_several_kinds_of_signs_are_compared_by_the_place_among_people(payments):
    rows = [*visits(), *[(who, day, None, {"kind": "share"}) for who, day, _, _ in visits()[:40]]]
    found = analyse([payments(rows)], Settings(), today=END)
    assert found.score.name == "engagement"
    # Places have no gaps: a set share of them is true, and nothing else is called natural.
    assert found.rule == "shares"
    assert "N_PLACES" in [problem.code for problem in found.problems]
    assert "natural" not in found.rules
    assert found.groups["true"].count <= 0.2 * found.ranked
    assert analyse([payments(rows)], Settings(rule="pareto"), today=END).rule == "pareto"


def test_money_ranks_as_soon_as_there_is_any_and_draws_a_line_of_its_own(payments):
    days = visits()
    before = analyse([payments(days)], Settings(), today=END)
    paid = [(who, day, 500) for who, day, _, _ in days[::7]]
    after = analyse([payments([*days, *paid])], Settings(line=before.line), today=END)
    assert after.score.name == "decayed_spend"
    assert not after.line_kept
    assert after.groups["true"].count < after.ranked / 2
    assert after.quality["payers"] == after.ranked == len({who for who, *_ in paid})


def test_a_day_looked_back_at_knows_as_much_as_a_file_that_ends_there(payments):
    rows, cut = visits(), date(2025, 3, 31)
    line = analyse([payments(rows)], Settings(), today=END).line
    whole = analyse([payments(rows)], Settings(line=line), today=END).past.path(line, [cut]).on(cut)
    short = analyse([payments([row for row in rows if row[1] <= cut])], Settings(line=line), today=cut)
    assert whole["state"].to_dict() == short.supporters.set_index("person_id")["state"].to_dict()
