"""From a raw table and its mapping to records, every row accounted for."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import REACH
from truefans_core.extract.addresses import one_address
from truefans_core.extract.cells import Cells, Mask, truth
from truefans_core.extract.dates import Dates
from truefans_core.extract.events import NOBODY, Events, add_payments, add_signs
from truefans_core.extract.figures import read_figures
from truefans_core.extract.identity import Identity, identify
from truefans_core.extract.money import NO_CURRENCY, Money, Sum
from truefans_core.extract.order_totals import totals_once
from truefans_core.extract.payments import Payments, read_payments
from truefans_core.extract.repeats import again
from truefans_core.extract.states import States, add_counts, add_states, add_totals, export_day
from truefans_core.extract.unread import day_problems
from truefans_core.extract.verdicts import Verdicts
from truefans_core.ledger import SET_ASIDE, account_table
from truefans_core.mapping import Mapping
from truefans_core.problems import Problem, Refused
from truefans_core.reading.tables import RawTable
from truefans_core.records import IDENTITIES, RECORD_EVENTS, RECORD_SNAPSHOTS, Records
from truefans_core.sources import SOURCES
from truefans_core.sources.source import words
from truefans_core.values.cells import lower
from truefans_core.values.zones import UTC

_TOTALS = words(
    "total|totals|grand total|sum|summe|gesamt|gesamtsumme|insgesamt|total général|totale|totales|totaal|eindtotaal|"
    "soma|suma",
)

_LONGEST_TOTAL = 24  # bytes of a cell that may say "total"
#: Currency, minor units and "could not be read" of each record's money in.
MoneyIn = tuple[pa.Array, pa.Array, pa.Array]


def extract(
    table: RawTable, mapping: Mapping, *, default_currency: str | None = None, zone: str = UTC
) -> Records:
    """What a mapped table says.

    Args:
        table: the table as read.
        mapping: what its columns mean, with the answers given so far in `choices`.
        default_currency: ISO 4217 for amounts whose currency neither the file nor an answer states.
        zone: IANA name of the workspace's time zone, for days and for times of day that say none.

    Returns:
        Records whose account has one line per record of the input, those the reader set aside included. Money in
        are the amounts, or the totals where there are no amounts. A payment that names nobody is kept on row -1.

    Raises:
        NeedsChoice: where a date order, a decimal sign or a currency cannot be proved.
        Refused: R_NO_ROLES where no column says who, what or when.
    """
    if not mapping.uses and (source := SOURCES.get(mapping.choices.get("source", ""))):
        mapping = source.mapping(table.headers)  # the answer to "which export is it?"
    cells = Cells(table, one_address(mapping))
    if not _usable(cells):
        raise Refused(Problem("R_NO_ROLES", params={"file": table.file}))
    dates = Dates(cells, zone)
    money = Money(cells, default_currency)
    verdicts = Verdicts(cells.rows)
    verdicts.set_aside(_totals(cells), "W_TOTAL_ROW")
    if cells.grain == "aggregate":
        return _figures(cells, dates, money, verdicts)
    identity = identify(cells, dates)
    if cells.grain in {"payments", "attendance"}:
        return _payments(cells, dates, money, identity, verdicts)
    return _people(cells, dates, money, identity, verdicts)


def _usable(cells: Cells) -> bool:
    if cells.grain == "aggregate":
        return cells.has("occurred_at")
    return cells.identified or cells.grain == "payments" or cells.quirk("answers")


def _totals(cells: Cells) -> Mask:
    """Rows that add up the others: the first cell says so, and nobody and no day is named."""
    if not cells.table.headers:
        return np.zeros(cells.rows, bool)
    first = cells.raw(cells.table.headers[0])
    short = pc.if_else(pc.less_equal(pc.binary_length(first), _LONGEST_TOTAL), first, "-")
    says = cells.one_of(lower(pc.ascii_trim(pc.fill_null(short, "-"), characters=" :")), _TOTALS)
    if not says.any():
        return says
    named = pc.coalesce(cells.text("email", "external_id"), cells.text("occurred_at"))
    own = {header for role in ("email", "external_id", "occurred_at") for header in cells.headers(role)}
    return says if cells.table.headers[0] in own else says & truth(pc.is_null(named))


def _says_total(cells: Cells) -> Mask:
    """Rows of which any cell says that they add up the others: a report may write it behind its figures."""
    columns = [pc.utf8_lower(pc.utf8_trim_whitespace(cells.raw(header))) for header in cells.table.headers]
    told = [cells.one_of(column, _TOTALS) for column in columns]
    return np.logical_or.reduce(told) if told else np.zeros(cells.rows, bool)


def _payments(cells: Cells, dates: Dates, money: Money, identity: Identity, verdicts: Verdicts) -> Records:
    payments = totals_once(cells, money, read_payments(cells, money))
    identity = identity.led_by(payments.leader).paid_by(payments.payer)
    amount, own = payments.amount, ~payments.line
    at = dates.at("occurred_at")
    undated = truth(pc.is_null(at)) & ~dates.bad("occurred_at")
    headers = money.income_headers + cells.headers("occurred_at")
    unsaid = cells.without_value(headers)
    # A note under the list has no status either; a line of another kind of event has its type.
    note = payments.blank & ~unsaid & truth(pc.is_null(cells.text("status", "event_type")))
    verdicts.set_aside(note if cells.source.signature else payments.blank & ~unsaid, "W_NO_AMOUNT")
    verdicts.set_aside(own & payments.not_income, "W_NOT_INCOME")
    if cells.quirk("bills"):
        verdicts.set_aside(own & undated & ~unsaid, "W_NOT_INCOME")
    verdicts.set_aside(own & unsaid, "E_FORMULA_NO_VALUE")
    verdicts.set_aside(own & amount.unreadable, "E_BAD_AMOUNT")
    verdicts.set_aside(own & amount.foreign, "E_CURRENCY")
    if cells.grain == "payments":
        verdicts.set_aside(payments.blank, "W_NO_AMOUNT")
    verdicts.set_aside(own & truth(pc.is_null(at)), "E_DATE")
    nameless = own & ~identity.somebody
    verdicts.set_aside(nameless & identity.bad_email, "E_BAD_EMAIL")
    broke = nameless & (payments.income == 0)
    verdicts.set_aside(broke & identity.placeholder, "W_PLACEHOLDER")
    verdicts.set_aside(broke, "E_NO_ID")
    verdicts.merge(again(cells, payments, at) & own)
    verdicts.follow(payments.line, payments.leader)
    kept = verdicts.kept
    named = kept & identity.somebody
    events = Events(cells, dates, np.where(named, np.arange(cells.rows), NOBODY))
    add_payments(events, cells, dates, money, payments, kept)
    add_signs(events, cells, kept & ~payments.line if cells.source.order_lines else kept, paying=True)
    states = States(cells, named & ~payments.line, dates.day("occurred_at"))
    add_counts(states, cells)
    until = pc.max(dates.day("occurred_at").filter(pa.array(kept))).as_py()
    problems = _order_totals(payments)
    return _records(
        cells,
        dates,
        money,
        verdicts,
        _account_of(payments.income, payments.currency, amount, cells, money.income_headers, payments.line),
        identities=identity.table(named, cells.table.lines),
        aside=identity.table(~kept & identity.somebody, cells.table.lines),
        events=events.table(),
        snapshots=states.table(),
        until=until,
        problems=problems,
    )


def _people(cells: Cells, dates: Dates, money: Money, identity: Identity, verdicts: Verdicts) -> Records:
    nobody = ~identity.somebody
    verdicts.set_aside(nobody & identity.bad_email, "E_BAD_EMAIL")
    verdicts.set_aside(nobody & identity.placeholder, "W_PLACEHOLDER")
    verdicts.set_aside(nobody, "E_NO_ID")
    kept = verdicts.kept
    as_of = export_day(cells, dates)
    events = Events(cells, dates, np.arange(cells.rows))
    add_signs(events, cells, kept, paying=False)
    states = States(cells, kept, pa.repeat(pa.scalar(as_of, pa.date32()), cells.rows))
    add_states(states, cells, dates, money)
    role = money.income_role
    total = money.of(role) if role else None
    if role == "amount" and total is not None:
        add_totals(states, identity, total, kept)
    return _records(
        cells,
        dates,
        money,
        verdicts,
        _account_of(
            total.minor, pc.coalesce(total.currency, money.row_currency), total, cells, money.income_headers
        )
        if total
        else None,
        identities=identity.table(kept, cells.table.lines),
        events=events.table(),
        snapshots=states.table(),
        until=as_of,
    )


def _figures(cells: Cells, dates: Dates, money: Money, verdicts: Verdicts) -> Records:
    undated = truth(pc.is_null(dates.at("occurred_at")))
    verdicts.set_aside(undated & _says_total(cells), "W_TOTAL_ROW")
    verdicts.set_aside(undated, "E_DATE")
    kept = verdicts.kept
    reach = read_figures(cells, dates, kept)
    return _records(cells, dates, money, verdicts, None, reach=reach, until=pc.max(reach["date"]).as_py())


def _order_totals(payments: Payments) -> tuple[Problem, ...]:
    told = {"N_ORDER_TOTAL": payments.totals_repeated, "N_ORDER_UNCLEAR": payments.totals_unclear}
    return tuple(Problem(code, orders) for code, orders in told.items() if orders)


def _account_of(
    minor: np.ndarray[tuple[int], np.dtype[np.int64]],
    currency: pa.Array,
    amount: Sum,
    cells: Cells,
    headers: tuple[str, ...],
    line: Mask | None = None,
) -> MoneyIn:
    """Currency, amount and unreadable mark of each record's money in; null where the record has none."""
    unreadable = amount.unreadable | amount.foreign | cells.without_value(headers)
    if line is not None:
        unreadable &= ~line
    readable = amount.stated & ~unreadable & truth(pc.is_valid(amount.currency))
    named = pc.fill_null(currency, NO_CURRENCY)
    code = pc.if_else(pa.array(unreadable | readable), named, None)
    return code, pa.array(minor, pa.int64(), mask=~readable), pa.array(unreadable)


def _records(
    cells: Cells,
    dates: Dates,
    money: Money,
    verdicts: Verdicts,
    account: MoneyIn | None,
    *,
    identities: pa.Table | None = None,
    aside: pa.Table | None = None,
    events: pa.Table | None = None,
    snapshots: pa.Table | None = None,
    reach: pa.Table | None = None,
    until: dt.date | None = None,
    problems: tuple[Problem, ...] = (),
) -> Records:
    table = cells.table
    return Records(
        file_id=table.file_id,
        file=table.file,
        source=cells.source.slug,
        platform=cells.platform,
        fee_slug=cells.source.fee_slug,
        identities=IDENTITIES.empty_table() if identities is None else identities,
        events=RECORD_EVENTS.empty_table() if events is None else events,
        snapshots=RECORD_SNAPSHOTS.empty_table() if snapshots is None else snapshots,
        reach=REACH.empty_table() if reach is None else reach,
        account=_account(cells, verdicts, account),
        until=until,
        problems=(*_notes(cells, dates, money), *problems),
        aside=IDENTITIES.empty_table() if aside is None else aside,
        headers={use.role: cells.mapping.headers_of(use.role) for use in cells.mapping.uses if use.role},
    )


def _account(cells: Cells, verdicts: Verdicts, account: MoneyIn | None) -> pa.Table:
    """One line per record: those read, then those the reader could not give."""
    table, before = cells.table, cells.table.set_aside
    currency, amount, unreadable = account or (None, None, None)
    read = account_table(
        table.file_id, table.lines, verdicts.outcomes(), verdicts.reasons(), currency, amount, unreadable
    )
    if not before:
        return read
    lines, reasons = zip(*before, strict=True)
    return pa.concat_tables([read, account_table(table.file_id, lines, [SET_ASIDE] * len(lines), reasons)])


def _notes(cells: Cells, dates: Dates, money: Money) -> tuple[Problem, ...]:
    notes = [*cells.table.notes]
    if cells.table.records_in == 0:
        notes.append(Problem("N_HEADER_ONLY", params={"file": cells.table.file}))
    if dropped := cells.sensitive():
        notes.append(Problem("N_DROPPED", len(dropped), {"headers": ", ".join(dropped)}))
    notes += day_problems(cells, dates)
    for code, rows in (("N_CURRENCY_TAKEN", money.taken_rows), ("N_CURRENCY_UNSAID", money.unsaid_rows)):
        if money.taken is not None and rows:
            notes.append(Problem(code, rows, {"currency": money.taken}))
    return tuple(notes)
