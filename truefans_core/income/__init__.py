"""What can I earn, and what would change it: a scenario, its projection, and what it takes to reach the goal."""

from truefans_core.income.answer import (
    Said,
    answer,
    as_stated,
    in_words,
    money,
    months_until,
    stated,
    value_in_words,
    way,
)
from truefans_core.income.breakdown import Breakdown
from truefans_core.income.compare import Difference, comparable, difference, what_changed
from truefans_core.income.elsewhere import elsewhere
from truefans_core.income.examples import EXAMPLES, example
from truefans_core.income.fading import Fading
from truefans_core.income.groups import BESIDE, Group
from truefans_core.income.lever import Lever
from truefans_core.income.luck import Counts
from truefans_core.income.measured import Measured, from_data
from truefans_core.income.offers import Offer, mean_price, parse_offers, parse_platforms
from truefans_core.income.platforms import main_platform
from truefans_core.income.projection import Projection, project, scenario_json
from truefans_core.income.reach import (
    FEW_TO_MANY,
    WORKING_DAYS,
    Change,
    changes_that_reach,
    days_wage_minor,
    expected_month,
    kelly_count,
    li_jin_count,
    many_small_or_few_large,
    what_matters_most,
)
from truefans_core.income.scenario import Scenario
from truefans_core.income.simulation import fans_by_month, what_people_hang_on
from truefans_core.income.starting import (
    failing_elsewhere,
    groups_of_nobody,
    leaving_elsewhere,
    span_of,
    starting_point,
    steps_elsewhere,
    todays_scenario,
)
from truefans_core.income.stated import AS_STATED, StatedFees
from truefans_core.income.typed import parse_lever, parse_steps

__all__ = [
    "AS_STATED",
    "BESIDE",
    "EXAMPLES",
    "FEW_TO_MANY",
    "WORKING_DAYS",
    "Breakdown",
    "Change",
    "Counts",
    "Difference",
    "Fading",
    "Group",
    "Lever",
    "Measured",
    "Offer",
    "Projection",
    "Said",
    "Scenario",
    "StatedFees",
    "answer",
    "as_stated",
    "changes_that_reach",
    "comparable",
    "days_wage_minor",
    "difference",
    "elsewhere",
    "example",
    "expected_month",
    "failing_elsewhere",
    "fans_by_month",
    "from_data",
    "groups_of_nobody",
    "in_words",
    "kelly_count",
    "leaving_elsewhere",
    "li_jin_count",
    "main_platform",
    "many_small_or_few_large",
    "mean_price",
    "money",
    "months_until",
    "parse_lever",
    "parse_offers",
    "parse_platforms",
    "parse_steps",
    "project",
    "scenario_json",
    "span_of",
    "starting_point",
    "stated",
    "steps_elsewhere",
    "todays_scenario",
    "value_in_words",
    "way",
    "what_changed",
    "what_matters_most",
    "what_people_hang_on",
]
