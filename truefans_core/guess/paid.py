"""Whether the money of a row was paid: by whom, so far or each time, or only promised."""

from __future__ import annotations

from collections.abc import Callable

from truefans_core.guess.looks import Look
from truefans_core.guess.names import says

#: Header to its role and how sure it is.
Roles = dict[str, tuple[str, float]]
First = Callable[[str], str | None]

_BY_CELLS = 0.8
_NEARLY_ALL = 0.98
IDENTITY = ("email", "external_id", "person_id", "handle", "name", "company", "last_name", "first_name")
#: What is said of a member, not of a payment.
STANDING = ("joined_at", "interval", "tier", "next_charge_at", "cancelled_at", "expires_at")


def was_paid(first: First, headers: tuple[str, ...], looks: dict[str, Look], roles: Roles) -> None:
    """Settle which money was paid; `first` finds the first column of a role."""
    _partners(first, headers, roles)
    arrived = first("checked_in_at")
    who = next((header for role in IDENTITY if (header := first(role))), None)
    again = who is not None and looks[who].distinct < _NEARLY_ALL
    if arrived and (first("amount") or again) and not first("occurred_at"):
        # A stay is paid for, whenever; who comes again has a day for each time: the only day there is.
        roles[arrived] = "occurred_at", _BY_CELLS
    _unsure_totals(first, looks, roles)
    _pledges(first, looks, roles)
    if first("amount") and first("occurred_at") and (worked := first("hours_given")):
        del roles[worked]  # hours that are paid for are nobody's gift
    _prices(first, roles)


def standing(first: First, roles: Roles) -> None:
    """An amount without a day beside what is said of members: beside a price paid so far, alone paid each time."""
    owed = first("amount")
    if not owed or first("occurred_at") or first("order_id"):
        return
    if sum(bool(first(role)) for role in STANDING) > 1:
        so_far = first("unit_price") is not None or (says(owed, "total") and says(owed, "paid"))
        roles[owed] = "lifetime_amount" if so_far else "unit_price", _BY_CELLS


def _prices(first: First, roles: Roles) -> None:
    """A total, a price or what is left after fees is the amount where there is no other."""
    if not first("occurred_at"):
        return
    spent = first("lifetime_amount")
    if spent and first("amount") is None and (first("order_id") or first("quantity")):
        roles[spent] = "amount", roles[spent][1]  # the total of a sale, not of a person
    line = first("amount_other")
    if line and first("amount") is None and first("order_id") and says(line, "line") and says(line, "total"):
        roles[line] = "amount", roles[line][1]  # orders line by line, each with what was paid for it
    price, somebody = first("unit_price"), any(first(role) for role in IDENTITY)
    if price and (somebody or first("product")) and first("amount") is None and first("quantity") is None:
        roles[price] = "amount", roles[price][1]
    for role in ("amount_net", "amount_other"):
        sole = first(role)
        if sole and first("amount") is None and first("lifetime_amount") is None:
            roles[sole] = "amount", _BY_CELLS  # the only money there is
    fee = first("fee")
    alone = not any(first(role) for role in ("amount", "lifetime_amount", "unit_price", "amount_net"))
    if fee and alone and somebody and not says(fee, "gateway"):
        roles[fee] = "amount", _BY_CELLS  # the fee of a course


def _unsure_totals(first: First, looks: dict[str, Look], roles: Roles) -> None:
    """An amount without a day, beside a state that may say it is still to come, is nobody's total."""
    owed, state = first("amount"), first("status")
    if owed and state and not first("occurred_at") and looks[state].waiting and not says(owed, "paid"):
        roles[owed] = "amount_other", roles[owed][1]


def _partners(first: First, headers: tuple[str, ...], roles: Roles) -> None:
    """In a sheet of what others sold for the user they are the people; their share is no fee of a payment."""
    partner, sold = first("referred_by"), first("sales_generated")
    if sold is None:
        return
    if partner and not any(first(role) for role in ("name", "last_name")):
        roles[partner] = "name", roles[partner][1]
    for header in headers:
        if roles.get(header, ("", 0))[0] in {"fee", "amount"}:
            del roles[header]


def _pledges(first: First, looks: dict[str, Look], roles: Roles) -> None:
    """What everybody gives from a day on, a month or a year, was promised, not paid.

    Told by a rhythm or by the day of joining, beside a day that is that of a beginning or a mandate.
    """
    day, owed = first("occurred_at"), first("amount")
    key = next((header for role in IDENTITY if (header := first(role))), None)
    if not (day and owed and key) or looks[key].distinct < _NEARLY_ALL:
        return
    if first("order_id") or first("payment_method") or first("fee") or says(day, "paid") or says(day, "sale"):
        return
    begins = says(day, "start") or says(day, "subscription")
    if begins and (first("interval") or first("joined_at")):
        roles[owed] = "unit_price", roles[owed][1]
        if first("joined_at"):
            del roles[day]
        else:
            roles[day] = "joined_at", roles[day][1]
