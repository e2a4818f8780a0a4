"""The sentence of a problem: its parameters in the words and numbers of the locale."""

from __future__ import annotations

import datetime as dt
from typing import Any

from babel.numbers import get_currency_precision

from truefans_core.problems import Problem
from truefans_core.words.speech import Amount, Share, Words


def explain(say: Words, problem: Problem) -> str:
    """What a problem says, in one sentence.

    Shares come as `share`, days as ISO text in `day`, money as `minor` with its `currency` (said as `{amount}`)
    and marks by name in `mark`; everything else is said as it is. `{n}` is the number of rows unless named.
    """
    params: dict[str, Any] = {**problem.params}
    n = params.pop("n", problem.rows)
    if isinstance(share := params.get("share"), float):
        params["share"] = Share(share)
    # Of some days only the year or the month is known: they are said as they stand.
    if isinstance(day := params.get("day"), str) and len(day) == len("2026-01-31"):
        params["day"] = dt.date.fromisoformat(day)
    if "minor" in params and "currency" in params:
        minor, currency = int(params["minor"]), str(params["currency"])
        whole = minor % 10 ** get_currency_precision(currency) == 0
        params["amount"] = Amount(minor, currency, whole=whole)
    if params.get("kind") == "BIN":
        params["kind"] = say("kind.binary")
    if (mark := params.get("mark")) is not None:
        params["mark"] = say(f"mark.{mark}")
    return say(problem.message, n=int(n), **params)
