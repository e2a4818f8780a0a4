"""Ask your people: five questions, for what no export tells, as text to paste into a form or an e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truefans_core.words import Words

#: The questions by message id `cultivate.survey.<name>`, with `.<preset>` where one asks in its own way; answers to `recommend` are 0–10.
QUESTIONS = ("why", "recommend", "found", "miss", "next")


def survey(say: Words) -> str:
    """The survey as plain text in the preset's words: a greeting, five numbered questions, thanks."""
    questions = [f"{number}. {_said(say, name)}" for number, name in enumerate(QUESTIONS, 1)]
    return "\n\n".join([_said(say, "intro"), *questions, _said(say, "thanks")])


def _said(say: Words, name: str) -> str:
    own = f"cultivate.survey.{name}.{say.preset}"
    return say(own if say.knows(own) else f"cultivate.survey.{name}")
