"""Why this person, and how to begin: message ids with their parameters for a row of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from truefans_core.words import Amount

#: The person's first name as most mail tools write a field to be filled in.
FIRST_NAME = "{{first_name}}"
#: Which amount and which day a reason names; `.plain` is the sentence where that is not known.
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
}
_BY_PRODUCT = ("personal_note",)

#: A row of a plan: a record of `to_dict`, or a Series.
Row = Mapping[Any, Any] | pd.Series


def reason(row: Row) -> tuple[str, dict[str, Any]]:
    """Why this person, this week: a message id with its parameters.

    Returns:
        `cultivate.reason.<strategy>`, or the same with `.plain` where the amount or the day is not known. Its
        parameters hold text of the data (a product), which a page shows through `safe_text`.
    """
    slug = row["strategy"]
    params: dict[str, Any] = {}
    if column := _AMOUNT.get(slug):
        minor = int(row[column])
        if not row["currency"] or minor <= 0:
            return f"cultivate.reason.{slug}.plain", {}
        params["amount"] = Amount(minor, row["currency"], whole=minor % 100 == 0)
    if column := _DAY.get(slug):
        if pd.isna(row[column]):
            return f"cultivate.reason.{slug}.plain", {}
        params["day"] = pd.Timestamp(row[column]).date()
    if slug in _BY_PRODUCT:
        params["product"] = row["product"]
    if slug == "offer_yearly":
        params["n"] = int(row["active_months"])
    return f"cultivate.reason.{slug}", params


def starter(row: Row, first: str = FIRST_NAME) -> tuple[str, dict[str, Any]]:
    """How to begin the message: a message id with its parameters; `first` is the field of the first name."""
    params: dict[str, Any] = {"first": first}
    if row["strategy"] in _BY_PRODUCT:
        params["product"] = row["product"]
    return f"cultivate.starter.{row['strategy']}", params
