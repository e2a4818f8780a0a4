"""What a report says of the time ahead: no goal that nobody chose, one effect of a move, no money passed over."""

import dataclasses

import pytest

from tests.report.invented import KEY
from tests.report.reading import words_of
from truefans_core import report
from truefans_core.income import Lever, Scenario, project
from truefans_core.words import Words

#: Few people and ranges: here the middle of all futures and what is expected at the middle of all levers lie far apart.
TODAY = Scenario(
    goal_minor=7_654_300,
    price_minor=Lever.between(100_000, 200_000),
    fans_now=Lever.exactly(2),
    new_per_month=Lever.between(0, 0.3),
    churn=Lever.between(0.02, 0.08),
    draws=400,
)


def pack_of(found, *, names_hidden=True, **more):
    return report.build(
        found,
        Words(),
        key=KEY,
        options=report.Options(names_hidden=names_hidden),
        projection=project(TODAY),
        **more,
    )


@pytest.mark.parametrize("chosen", [True, False])
def test_a_goal_is_told_only_where_somebody_chose_it(plain, chosen):
    pack = pack_of(plain, goal=chosen)
    said = words_of(report.page(pack))
    assert ("$76,543" in said) is chosen
    assert ("the goal is" in said) is chosen
    assert ("Goal $6,379 a month" in said) is chosen
    assert ("Months to the goal" in said) is chosen
    assert any(row[0] == "Goal" for row in pack.section("glossary").figures[0].table.rows) is chosen
    assert "At today's pace" in " ".join(pack.section("answer").paragraphs)


def test_a_move_has_one_effect_wherever_it_is_told(plain):
    section = pack_of(plain).section("moves")
    table = next(figure for figure in section.figures if figure.id == "scenarios").table
    today, *moved = [row[table.at("mean")].minor for row in table.rows]
    assert len(moved) == 3
    assert moved == sorted(moved, reverse=True)
    for line, mean in zip(section.paragraphs[1:], moved, strict=True):
        gain = int(line.split(" more a month expected")[0].rpartition("$")[2].replace(",", ""))
        assert gain == pytest.approx((mean - today) / 100, abs=1)


def test_fees_without_a_day_are_told_without_one(plain):
    figure = next(f for f in pack_of(plain).section("income").figures if f.id == "outlook")
    assert figure.method.startswith("Own shop or invoice: fees of the fee book.")


@pytest.mark.parametrize(("rows", "hidden", "told"), [(7, True, True), (2, True, False), (2, False, True)])
def test_what_nobody_named_gave_is_told_with_its_amount(plain, rows, hidden, told):
    quality = {
        "unattributed_year_minor": 12_500,
        "unattributed_year_rows": rows,
        "unattributed_share": 0.025,
    }
    pack = pack_of(dataclasses.replace(plain, quality=quality), names_hidden=hidden)
    assert ("Another $125, 2% of all that came in" in " ".join(pack.section("answer").paragraphs)) is told
