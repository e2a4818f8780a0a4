"""Whom to turn to this week, why, and how to begin; as a list that fits the hours there are."""

from truefans_core.cultivate.contacts import LATER_DAYS, OUTCOMES, Contact, Outcome, as_note, from_notes
from truefans_core.cultivate.export import export_for, without_address
from truefans_core.cultivate.gains import Assumptions
from truefans_core.cultivate.plan import COLUMNS, best, listed, plan, suppressed
from truefans_core.cultivate.sentences import FIRST_NAME, reason, starter
from truefans_core.cultivate.signs import signs
from truefans_core.cultivate.strategies import BY_SLUG, STRATEGIES, Strategy
from truefans_core.cultivate.survey import QUESTIONS, survey
from truefans_core.cultivate.tools import TOOL_SLUGS, TOOLS, Tool

__all__ = [
    "BY_SLUG",
    "COLUMNS",
    "FIRST_NAME",
    "LATER_DAYS",
    "OUTCOMES",
    "QUESTIONS",
    "STRATEGIES",
    "TOOLS",
    "TOOL_SLUGS",
    "Assumptions",
    "Contact",
    "Outcome",
    "Strategy",
    "Tool",
    "as_note",
    "best",
    "export_for",
    "from_notes",
    "listed",
    "plan",
    "reason",
    "signs",
    "starter",
    "suppressed",
    "survey",
    "without_address",
]
