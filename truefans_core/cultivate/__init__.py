"""Whom to turn to this week, why, and how to begin; as a list that fits the hours there are."""

from truefans_core.cultivate.book import BOOK, Book, Edit, Whom, own_slug
from truefans_core.cultivate.chances import Chance, Chances, chances
from truefans_core.cultivate.contacts import LATER_DAYS, OUTCOMES, Contact, Outcome, as_note, from_notes
from truefans_core.cultivate.export import Sheet, export_for, sheet_for, without_address
from truefans_core.cultivate.plan import COLUMNS, best, listed, plan, suppressed
from truefans_core.cultivate.sentences import FIRST_NAME, reason, starter, why_nobody
from truefans_core.cultivate.signs import signs
from truefans_core.cultivate.strategies import BY_SLUG, STRATEGIES, Strategy
from truefans_core.cultivate.survey import QUESTIONS, survey
from truefans_core.cultivate.tools import TOOL_SLUGS, TOOLS, Tool

__all__ = [
    "BOOK",
    "BY_SLUG",
    "COLUMNS",
    "FIRST_NAME",
    "LATER_DAYS",
    "OUTCOMES",
    "QUESTIONS",
    "STRATEGIES",
    "TOOLS",
    "TOOL_SLUGS",
    "Book",
    "Chance",
    "Chances",
    "Contact",
    "Edit",
    "Outcome",
    "Sheet",
    "Strategy",
    "Tool",
    "Whom",
    "as_note",
    "best",
    "chances",
    "export_for",
    "from_notes",
    "listed",
    "own_slug",
    "plan",
    "reason",
    "sheet_for",
    "signs",
    "starter",
    "suppressed",
    "survey",
    "why_nobody",
    "without_address",
]
