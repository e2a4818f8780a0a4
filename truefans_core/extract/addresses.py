"""Whose address counts where a table has two: the buyer's or the guest's. Evidence cannot tell, so it is asked."""

from __future__ import annotations

from dataclasses import replace

from truefans_core.mapping import Mapping
from truefans_core.problems import NeedsChoice, Problem, Question
from truefans_core.sources import SOURCES


def one_address(mapping: Mapping) -> Mapping:
    """The mapping with one column of addresses where a guess left two.

    Raises:
        NeedsChoice: if nobody has said which column it is.
    """
    headers = mapping.headers_of("email")
    source = SOURCES.get(mapping.source or "")
    if len(headers) < 2 or mapping.by_hand or (source and source.signature):  # noqa: PLR2004 the first of two
        return mapping
    chosen = mapping.choices.get("email")
    if chosen not in headers:
        problem = Problem("Q_EMAIL", params={"columns": ", ".join(headers)})
        raise NeedsChoice(Question(problem, "email", headers, option="--email HEADER"))
    uses = tuple(
        replace(use, role=None) if use.role == "email" and use.header != chosen else use
        for use in mapping.uses
    )
    return replace(mapping, uses=uses)
