"""What is asked of each mark: one measure that says the same as all thresholds together, whatever is unknown."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from truefans_core.columns import MARKS
from truefans_core.marks import ScoreUsed
from truefans_core.tiers import asked, reasons
from truefans_core.tiers.line import Line
from truefans_core.tiers.rules import LEVELS, Choices, draw, levels, measure
from truefans_core.words import Words

quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
whole = st.integers(0, 100).map(float)
thresholds = st.dictionaries(
    st.sampled_from(MARKS), st.tuples(whole, whole).map(lambda pair: tuple(sorted(pair))), min_size=1
)
known = st.fixed_dictionaries({name: st.one_of(st.just(np.nan), whole) for name in MARKS})
people = st.lists(known, min_size=1, max_size=25)


def line_of(marks_from, rows):
    return draw(
        "marks", rows, Choices(1, (0.1, 0.3, 0.6), marks_from), half_life=60, currency=None, as_of=None
    ).line


def level_of(rows, marks_from):
    """The level by the thresholds alone: without what showing up or telling others a great deal lifts."""
    line = line_of(marks_from, rows)
    return levels(rows, Line("marks", line.true, line.engaged, 60, marks=line.marks))


@quick
@given(people=people, marks_from=thresholds)
@example(
    people=[{"interest": 40.0, "investment": np.nan, "advocacy": 0.0}], marks_from={"interest": (40.0, 40.0)}
)
@example(
    people=[{"interest": 0.0, "investment": 100.0, "advocacy": 0.0}],
    marks_from={"interest": (0.0, 0.0), "investment": (100.0, 100.0)},
)
def test_one_cut_says_what_all_thresholds_say(rows_of, people, marks_from):
    rows = rows_of([1.0] * len(people)).assign(**pd.DataFrame(people))
    level = level_of(rows, marks_from)
    for row, mine in zip(rows.to_dict("records"), level, strict=True):
        there = {name: row[name] for name in marks_from if not np.isnan(row[name])}
        reached = [all(value >= marks_from[name][at] for name, value in there.items()) for at in (0, 1)]
        expected = LEVELS.index("casual") + sum(reached) if there else LEVELS.index("casual")
        assert mine == expected


@quick
@given(people=people, marks_from=thresholds)
def test_who_is_ahead_in_every_mark_known_of_both_is_never_lower(rows_of, people, marks_from):
    rows = rows_of([1.0] * len(people)).assign(**pd.DataFrame(people))
    level, marks = levels(rows, line_of(marks_from, rows)), rows[list(MARKS)].to_numpy()
    same = np.isnan(marks[:, None]) == np.isnan(marks[None])
    ahead = (same & ((marks[:, None] >= marks[None]) | np.isnan(marks[:, None]))).all(axis=2)
    one, other = np.nonzero(ahead)
    assert (level[one] >= level[other]).all()


@quick
@given(row=known, marks_from=thresholds, forgotten=st.sampled_from(MARKS))
def test_a_mark_that_is_not_known_is_held_against_nobody(rows_of, row, marks_from, forgotten):
    both = rows_of([1.0, 1.0]).assign(**pd.DataFrame([row, {**row, forgotten: np.nan}]))
    knows, unknown = measure("marks", both, marks_from)
    assert unknown >= knows or np.isnan(unknown) or np.isnan(knows)
    if any(not np.isnan(row[name]) for name in marks_from if name != forgotten):
        assert not np.isnan(unknown)


def test_without_a_payment_no_mark_makes_a_true_fan_where_others_paid(rows_of):
    rows = rows_of([0.0, 500.0], investment=[np.nan, 90.0], interest=[100.0, 100.0])
    assert [LEVELS[each] for each in levels(rows, line_of({"interest": (10.0, 20.0)}, rows))] == [
        "casual",
        "true",
    ]


def test_what_is_not_asked_for_decides_nothing(rows_of):
    rows = rows_of([1.0, 1.0], investment=[60.0, 60.0], advocacy=[0.0, 100.0], interest=np.nan)
    one, other = measure("marks", rows, {"investment": (25.0, 50.0)})
    assert one == other
    assert measure("marks", rows, {"interest": (25.0, 50.0)}).isna().all()


def test_the_line_keeps_what_is_asked_and_reads_what_was_kept_before(rows_of):
    line = line_of({"advocacy": (5.0, 40.0)}, rows_of([1.0]))
    assert Line.from_json(line.as_json()) == line
    before = {"rule": "marks", "true": 67.0, "engaged": 33.0, "half_life_days": 60.0}
    assert Line.from_json(before).marks == asked.ASKED
    assert asked.read(None) == asked.ASKED
    assert asked.read([60.0, 30.0])["interest"] == (30.0, 60.0)


def person(state, **marks):
    return {"person_id": "p", "state": state, "score": 5.0, "lifetime_minor": 500, "income_year_minor": 500,
            "payments": 1, "decayed_minor": 5.0, "investment": np.nan, "interest": np.nan, "advocacy": np.nan, **marks}  # fmt: skip


def test_the_reason_and_the_next_step_name_the_mark_that_decides():
    rows = pd.DataFrame({"score": [5.0], "interest": [30.9], "advocacy": [np.nan]})
    line = Line("marks", 2.0, 1.0, 60.0, marks={"investment": (25.0, 50.0), "interest": (25.0, 50.0)})
    now = reasons.standing(rows, line, ScoreUsed("decayed_spend", 60.0, {}), "USD", date(2025, 6, 30))
    say = Words("en")

    def told(row):
        return [
            say(message, **params) for message, params in (reasons.why(row, now), reasons.next_step(row, now))
        ]

    held, step = told(person("engaged", investment=90.0, interest=49.9))
    assert held == "Held back by showing up: 49 of 100, where true fans have 50."
    assert step.startswith("Showing up is what is missing")
    held, step = told(person("casual", investment=10.0, interest=80.0))
    assert held == "Held back by paying: 10 of 100, where engaged fans have 25."
    assert step.startswith("Another payment")
    assert told(person("true", investment=90.0, interest=60.0))[0].startswith(
        "Reaches every line; closest on showing up: 60"
    )
    assert told(person("casual"))[0] == "Nothing is known of what the lines ask for."
