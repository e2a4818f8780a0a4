"""Ask your people: five questions, for what no export tells, as text to paste into a form or an e-mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truefans_core.words import Words

#: The questions by message id `cultivate.survey.<name>`, with `.<preset>` where one asks in its own way; answers to `recommend` are 0–10.
QUESTIONS = ("why", "recommend", "found", "miss", "next")
#: How the open ones are told by their header, ours and those people write themselves.
_TOLD_BY = {
    "next": re.compile(
        r"\bnext\b|\bwhat (would|should|could) .*\b(like|see|make|offer|improve|better)\b", re.IGNORECASE
    ),
    "miss": re.compile(r"\bmiss\b", re.IGNORECASE),
    "why": re.compile(r"\bwhy\b|\breason\b", re.IGNORECASE),
}


def survey(say: Words) -> str:
    """The survey as plain text in the preset's words: a greeting, five numbered questions, thanks."""
    questions = [f"{number}. {_said(say, name)}" for number, name in enumerate(QUESTIONS, 1)]
    return "\n\n".join([_said(say, "intro"), *questions, _said(say, "thanks")])


def question_of(header: str) -> str | None:
    """Which open question of `QUESTIONS` a column answers, or None.

    Example:
        >>> question_of("What would you miss most if it ended?"), question_of("Subscription Date")
        ('miss', None)
    """
    for name in ("miss", "next", "why"):
        if _TOLD_BY[name].search(header):
            return name
    return None


def _said(say: Words, name: str) -> str:
    own = f"cultivate.survey.{name}.{say.preset}"
    return say(own if say.knows(own) else f"cultivate.survey.{name}")
