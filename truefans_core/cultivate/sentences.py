"""Why this person, and how to begin: message ids with their parameters for a row of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from truefans_core.words import Amount

#: The person's first name as most mail tools write a field to be filled in.
FIRST_NAME = "{{first_name}}"
#: Which amount, which day and which word of the person a reason names; `.plain` is the sentence where that is not known.
_AMOUNT = {
    "thank": "income_year_minor",
    "early_access": "income_year_minor",
    "call": "income_year_minor",
    "offer_yearly": "monthly_minor",
    "win_back": "lifetime_minor",
    "repair_card": "lifetime_minor",
}
_DAY = {
    "reply": "last_at",
    "thank": "last_paid_at",
    "personal_note": "last_paid_at",
    "share_progress": "last_at",
    "win_back": "last_paid_at",
    "repair_refund": "refunded_at",
    "repair_complaint": "answered_at",
    "follow_up": "answered_at",
}
_TEXT = {"personal_note": "product", "follow_up": "answer"}
_SCORE = ("repair_complaint",)
#: From this answer of 0 to 10 on somebody recommends you.
_WOULD_TELL = 9
#: An answer is quoted up to so many signs.
_QUOTED = 120

#: A row of a plan: a record of `to_dict`, or a Series.
Row = Mapping[Any, Any] | pd.Series


def reason(row: Row) -> tuple[str, dict[str, Any]]:
    """Why this person, this week: a message id with its parameters.

    Returns:
        `cultivate.reason.<strategy>`, or the same with `.plain` where the amount or the day is not known. Its
        parameters hold text of the data (a product, an answer), which a page shows through `safe_text`.
    """
    slug = row["strategy"]
    params: dict[str, Any] = {}
    if slug == "ask_referral" and row["recommends"] is not None and row["recommends"] >= _WOULD_TELL:
        return "cultivate.reason.ask_referral.answered", {"score": int(row["recommends"])}
    if column := _AMOUNT.get(slug):
        minor = int(row[column])
        if not row["currency"] or minor <= 0:
            return f"cultivate.reason.{slug}.plain", {}
        params["amount"] = Amount(minor, row["currency"], whole=minor % 100 == 0)
    if column := _DAY.get(slug):
        if pd.isna(row[column]):
            return f"cultivate.reason.{slug}.plain", {}
        params["day"] = pd.Timestamp(row[column]).date()
    if column := _TEXT.get(slug):
        params[column] = quoted(row[column])
    if slug in _SCORE:
        params["score"] = int(row["recommends"])
    if slug == "offer_yearly":
        params["n"] = int(row["active_months"])
    return f"cultivate.reason.{slug}", params


def starter(row: Row, first: str = FIRST_NAME) -> tuple[str, dict[str, Any]]:
    """How to begin the message: a message id with its parameters; `first` is the field of the first name."""
    params: dict[str, Any] = {"first": first}
    if column := _TEXT.get(row["strategy"]):
        params[column] = quoted(row[column])
    return f"cultivate.starter.{row['strategy']}", params


def why_nobody(planned: pd.DataFrame, hours: float | None) -> str:
    """Why a plan is empty: a message id that says what to do about it.

    Args:
        planned: an empty plan of `plan.plan`.
        hours: hours there were.
    """
    if hours == 0:
        return "cultivate.none_hours"
    if 0 < planned.attrs["asked"] == planned.attrs["left_out"]:
        return "cultivate.none_suppressed"
    if planned.attrs["waiting"]:
        return "cultivate.none_short"
    if planned.attrs["resting"] or planned.attrs["held"]:
        return "cultivate.none_resting"
    return "cultivate.none_fitting"


def quoted(text: object) -> str:
    r"""Words of a person on one line, cut where they get long; empty where there are none.

    Example:
        >>> quoted("more  of\nthe maps"), quoted(None)
        ('more of the maps', '')
    """
    line = " ".join(text.split()) if isinstance(text, str) else ""
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1].rstrip()}…"
