"""A link that shows a scenario to anyone who opens it: every number of it stands in the address, and no name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit, urlunsplit

import streamlit as st

from pages.parts import feebook
from truefans_core.income import Scenario
from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    from typing import Any

_PARAMETER = "scenario"
#: A scenario takes some 400 characters.
_LONGEST = 2000
#: How many futures are tried is the computer's business, not the link's.
_NOT_LINKED = "draws"


def to(scenario: Scenario) -> str:
    """The address of this page with a scenario in it."""
    here = urlsplit(st.context.url or "")
    return urlunsplit((here.scheme, here.netloc, here.path, urlencode({_PARAMETER: _short(scenario)}), ""))


def open_here(scenario: Scenario) -> None:
    """Put a scenario into the address of this page, as if its link had been opened."""
    st.query_params[_PARAMETER] = _short(scenario)


def _short(scenario: Scenario) -> str:
    plain = {name: value for name, value in scenario.to_json().items() if name != _NOT_LINKED}
    return json.dumps(plain, separators=(",", ":"))


def opened() -> Scenario | Problem | None:
    """The scenario of the link that was opened, or what is wrong with it; None where there is no link."""
    text = st.query_params.get(_PARAMETER)
    if text is None:
        return None
    try:
        plain: Any = json.loads(text) if len(text) <= _LONGEST else None
        if isinstance(plain, dict):
            plain.pop(_NOT_LINKED, None)
        return Scenario.from_json(plain, feebook.used())
    except Refused as refused:
        return refused.problem
    except (ValueError, RecursionError):
        return Problem("S_FILE")


def leave() -> None:
    """Forget the link."""
    st.query_params.pop(_PARAMETER, None)
