"""What is known about one export of one platform: data only, one value a module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from truefans_core.mapping import Mapping as Meaning
from truefans_core.mapping import Use, plain

__all__ = ["Grain", "Source", "plain", "words"]

Grain = Literal["payments", "members", "contacts", "attendance", "aggregate"]
_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Source:
    """One export format.

    Attributes:
        slug: its name in code, JSON and fingerprints.
        platform: the platform's own name; ids and handles are unique within it.
        export: what the platform calls this export.
        grain: what one row is. "payments": a payment or order; "members": a person with totals and states;
            "contacts": a person; "attendance": a person at an event; "aggregate": no people.
        signature: the fewest headers that tell this export from every other, of those that say something to
            us: people drop columns before they share a file. Empty: told by the kinds of its columns.
        roles: header as written by the platform to canonical role; a header not named here has no role.
        optional: further headers some files have, with their role or "".
        date_formats: strptime formats tried in order before the general reader; empty: general reader.
        income_status: lower-case cells of the status role that make a row income; empty: every row is
            but those of `unpaid_status`.
        unpaid_status: lower-case cells of the status role that keep a row from being income.
        unpaid_types: lower-case cells of a type of event that keep a row from being income, beside those of
            `extract.kinds`.
        unpaid_cells: lower-case header to lower-case cells that do so too, such as a test mode.
        replaced_total: headers of a row's total and of its new total after a refund, nought where there was none;
            what is missing of it was given back. None: refunds are told otherwise.
        refunded_status: lower-case cells whose row was paid and then given back in full; income too.
        active_status: lower-case cells of a member who is a member now; blank counts if "" is in it.
        ended_status: lower-case cells of a member who has left.
        unmailable: lower-case header to lower-case cells which mean the person may not be written to.
        suppresses: everyone in this file may not be written to (unsubscribed, cleaned).
        order_lines: rows after the first of the same order_id are line items: kept with zero money.
        currency: ISO 4217 where the platform has only one, else None.
        export_date: header whose latest date is the day of the export; None: the latest day of the file is.
        active_flag: header of a yes/no column that says who has an active subscription.
        quirks: what else is special:
            "apostrophe": cells may start with one;
            "blank_is_free": a blank status is a member who does not pay;
            "opted_in": everyone in the file agreed to be written to, on the day they joined;
            "activity_is_edit": the last activity is the last change of the entry, by whomever;
            "other_is_given": the other amount of a row is what the user gave to others;
            "tip_included": amounts hold the tip;
            "refund_flags": refund columns with a question mark say yes or no;
            "order_total": the total of an order may be repeated on each of its rows;
            "clicks", "opens": each row is a click, or a letter that was opened;
            "answers": each row is somebody's answers to questions, nobody named in some;
            "customer_names": a name may carry its currency, "(deleted)" or the company it belongs to;
            "counted_days": dates are counted from the first day, which stands above the header;
            "price_is_paid": what was paid is the price of a unit times the quantity, one where none is stated;
            "own_spending": an amount below zero is what the user spent, unless its type says it was given back;
            "bills": rows are invoices: one without a day of payment was not paid;
            "owed_is_unpaid": what the balance of a row says is still owed was not paid;
            "payer_is_other": on a row with an amount below zero the payer is the one of the other address;
            "one_payment_each": an order_id names one payment: a row that says it again is the same payment;
            "order_parts": the tax of an order is repeated on each of its rows;
            "refund_ids": the refund column holds the key of a refund in full;
            "leaving_is_dated": a member is active until the day of cancelling, or while a flag says it rests.
        fee_slug: default row of the fee book.
    """

    slug: str
    platform: str
    export: str
    grain: Grain
    signature: tuple[str, ...]
    roles: Mapping[str, str]
    optional: Mapping[str, str] = field(default_factory=lambda: _NONE)
    date_formats: tuple[str, ...] = ()
    income_status: frozenset[str] = frozenset()
    unpaid_status: frozenset[str] = frozenset()
    unpaid_types: frozenset[str] = frozenset()
    unpaid_cells: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    replaced_total: tuple[str, str] | None = None
    refunded_status: frozenset[str] = frozenset()
    active_status: frozenset[str] = frozenset()
    ended_status: frozenset[str] = frozenset()
    unmailable: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    suppresses: bool = False
    order_lines: bool = False
    currency: str | None = None
    export_date: str | None = None
    active_flag: str | None = None
    quirks: frozenset[str] = frozenset()
    fee_slug: str = "direct"

    def mapping(self, headers: Iterable[str]) -> Meaning:
        """What the columns of one of its files mean; columns the source does not name have no role."""
        roles = {plain(name): role for name, role in {**self.optional, **self.roles}.items()}
        uses = tuple(Use(header, roles.get(plain(header)) or None) for header in headers)
        return Meaning(self.slug, uses, platform=self.platform)


def words(text: str) -> frozenset[str]:
    """Words separated by bars, for the status sets of a source.

    Example:
        >>> sorted(words("paid|paid in full"))
        ['paid', 'paid in full']
    """
    return frozenset(text.split("|"))
