"""Where a scenario leads: its futures are kept, so that another price or platform only reprices them."""

from __future__ import annotations

import streamlit as st

from pages.parts import feebook, state
from truefans_core import income
from truefans_core.problems import Refused


@st.cache_resource(scope="session", max_entries=12, show_spinner=False)
def _futures(_scenario: income.Scenario, hangs_on: str) -> income.Counts:  # noqa: ARG001 the key is the content
    return income.fans_by_month(_scenario)


def projection(scenario: income.Scenario) -> income.Projection:
    """Where a scenario leads; futures are kept, so that another price or platform only reprices them.

    Raises:
        Refused: with the first thing that stands against it.
    """
    fees = feebook.used()
    for problem in scenario.problems(fees):
        raise Refused(problem)
    fans = _futures(scenario, income.what_people_hang_on(scenario))
    return income.project(scenario, fees=fees, fans=fans, today=state.today())
