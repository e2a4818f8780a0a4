"""What the cells of a column look like: shares of addresses, dates, amounts, ids, names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.columns import ROLES
from truefans_core.sources import SOURCES
from truefans_core.sources.source import words
from truefans_core.values import (
    country_code,
    currencies_of,
    parse_dates,
    parse_flag,
    parse_money,
    parse_number,
)
from truefans_core.values.months import month_of_year
from truefans_core.values.periods import is_interval, months_of
from truefans_core.values.six import six_orders

_SAMPLE = 400
_READ, _PROBE = 150, 30  # of these the ones that are read as values, and the first of them
_OFTEN = 0.5  # share of different cells below which a word is no number of an order
_FEW = 24  # different cells a choice may have
_SHORT = 12
_SCARCE = 0.3
#: Words for the state of a payment or a member.
STATES = words(
    "paid|unpaid|pending|complete|completed|refunded|partially refunded|failed|succeeded|success|cancelled|canceled|active|inactive|open|closed|"
    "overdue|void|voided|draft|sent|expired|declined|approved|settled|authorized|trialing|past_due|lapsed|former|current|processing|shipped|"
    "bezahlt|offen|storniert|ausstehend|erstattet|aktiv|inaktiv|gekündigt|überfällig|payé|payée|en attente|annulé|annulée|remboursé|remboursée|"
    "validé|validée|actif|actif|pagado|pagada|pendiente|cancelado|cancelada|reembolsado|activo|activa|baja|pagato|pagata|in attesa|annullato|"
    "rimborsato|attivo|attiva|pago|paga|pendente|aprovada|aprovado|reembolsada|ativo|ativa|betaald|openstaand|geannuleerd|actief|terugbetaald",
)
#: Words for a way to pay.
WAYS_TO_PAY = words(
    "paypal|stripe|card|credit card|debit card|credit_card|visa|mastercard|amex|cash|check|cheque|bank transfer|wire|wire transfer|ach|sepa|"
    "direct debit|apple pay|google pay|venmo|klarna|ideal|bancontact|giropay|sofort|bizum|pix|boleto|multibanco|mb way|square|braintree|cod|"
    "überweisung|lastschrift|bar|kreditkarte|vorkasse|carte bancaire|cb|chèque|virement|espèces|prélèvement|transferencia|tarjeta|efectivo|"
    "bonifico|carta|carta di credito|contanti|cartão|dinheiro|transferência|overboeking|contant|pin|incasso|gocardless",
)
_EMAIL = r"^[^@\s]+@[^@\s]+\.[A-Za-z]{2,}$"
_CLOCK = r"^\d{1,2}[:.h]\d{2}([:.]\d{2})?( ?[AaPp]\.?[Mm]\.?)?$"
_COMPACT = r"^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$"
_COUNTED = r"^1[0-9]{9}([0-9]{3})?$"
_URL = r"^(https?://|www\.)\S+$"
_ZONE = r"^[A-Z][A-Za-z]+/[A-Z][A-Za-z_/]+$|^(UTC|GMT)([+-].*)?$|^[A-Z]{3,4}$|Time"
#: Roles of which cells say more than the kind: a consent may be "subscribed", a score "cold".
_BY_TEXT = frozenset({"consent", "activity_score"})
_DATE_SIGNS = r"[-/.:]|[^\W\d_]"
_LETTER = r"[^\W\d_]"
_PRIVATE = (
    r"^(\d{1,3}\.){3}\d{1,3}$|^([0-9a-fA-F]{1,4}:){4,7}[0-9a-fA-F]{0,4}$"  # IP addresses
    r"|^[A-Z]{2}\d{2} ?([A-Z0-9]{4} ?){3,7}[A-Z0-9]{1,4}$|^(BE\d{2}|NO\d{2}) ?(\d{4} ?){2}\d{3,4}$"  # IBAN
    r"|^(ATU|DE|FR\d{2}|IT|NL|ES[A-Z]|PT|BE0|GB)\d{8,9}(B\d{2}|\d{2})?$"  # numbers for value added tax
    r"|^\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}$"  # card numbers
    r"|^\d{3}-\d{2}-\d{4}$"  # US social security numbers
)


@dataclass(frozen=True, slots=True)
class Look:
    """Shares (0–1) of the different cells of a column that can be read as each kind.

    Attributes:
        count: how many different cells were looked at; with 0 nothing is known.
        distinct: different cells ÷ cells.
        few: few different cells: a choice.
        spaced: cells with a space inside.
        digits: cells with a digit.
        letters: cells with a letter.
        cents: cells with a currency sign or two decimals.
        serial: days as a spreadsheet numbers them, or any number that may be one.
        compact: days written as eight figures: 20240301.
        six: whether all are days written as six figures, the year first: 240331; a counter fits the other orders too.
        counted: times counted in seconds or thousandths since 1970.
        clock: times of day.
        url: addresses of pages and pictures.
        months: months of years without a day: "Jan 2026".
        zone: time zones.
        short: cells of at most 12 signs.
        wordy: cells of four words and more.
        status: words for the state of a payment or a member.
        waiting: words for a payment that did not come, or not yet.
        paying: words for a way to pay.
        interval: words for how often something is paid or that it is once; 0 where all of it is paid once.
    """

    count: int
    distinct: float = 0
    few: bool = False
    email: float = 0
    date: float = 0
    months: float = 0
    serial: float = 0
    compact: float = 0
    six: bool = False
    counted: float = 0
    money: float = 0
    number: float = 0
    flag: float = 0
    country: float = 0
    currency: float = 0
    private: float = 0
    spaced: float = 0
    digits: float = 0
    letters: float = 0
    cents: float = 0
    clock: float = 0
    url: float = 0
    zone: float = 0
    short: float = 0
    wordy: float = 0
    status: float = 0
    waiting: float = 0
    paying: float = 0
    interval: float = 0

    def fits(self, role: str, name_score: float) -> float:
        """How well the cells fit a role, 0–1; an empty column half fits any."""
        if not self.count:
            return 0.6
        serial = self.serial if name_score > 0.95 else 0  # noqa: PLR2004 exact names only
        serial = max(serial, self.counted if name_score > 0.8 else 0)  # noqa: PLR2004 a little more freely
        shares = {
            "date": max(self.date, serial) * (1 - self.clock),
            "money": self.money * (1 - 0.4 * self.flag) if self.date < 0.5 else 0,  # noqa: PLR2004 mostly
            "number": self.number * (1 - self.cents),
            "flag": self.flag,
            "sensitive": 1.0,
        }
        kind = ROLES[role].kind
        if role in _BY_TEXT or kind not in shares:
            return self._fits_text(role)
        return shares[kind]

    def _fits_text(self, role: str) -> float:
        free = 1 - max(self.email, self.date)
        page = free * (1 - self.url)
        one = page * (1 - self.spaced)
        word = page * self.letters * (1 - self.flag) * (1 - self.digits)
        choice = page * float(self.few or self.count <= _FEW) * max(self.letters, self.flag)
        shares = {
            "email": self.email,
            "email_alt": self.email,
            "country": self.country,
            "currency": self.currency,
            # Ids may be words, where the header says outright that they are ids.
            "external_id": one * max(self.digits, _SCARCE) * (1 - self.cents),
            "person_id": one * self.digits,
            "order_id": one
            * max(self.digits, 0.5 if self.few and self.distinct < _OFTEN else 0.9)
            * (1 - self.cents)
            * (1 - self.flag),
            "line_item_id": one * max(self.digits, 0.9),
            "phone": page * self.digits * (1 - self.cents) * (1 - self.country),
            "postal_code": page * self.digits * self.short * (1 - self.cents),
            "time": self.clock,
            "timezone": self.zone,
            "referrer": free,
            "handle": one,
            "id_other": one,
            "region": word * (1 - self.status),
            "source": page * (1 - self.flag) * (1 - self.paying) * (1 - self.cents),
            "payment_method": max(choice * (1 - self.status), self.paying),
            "status": max(0.95 * choice * (1 - self.paying), self.status),
            "product": page * (1 - self.flag) * (1 - self.cents) * (1 - 0.5 * self.wordy),
            "activity_score": page * max(self.number, float(self.few)),
            "consent": max(self.flag, choice),
            "referred_by": page * (1 - self.flag),
            # "Ada 5" and "Club 1900" are names where the header says so.
            **dict.fromkeys(
                ("name", "company"), page * self.letters * (1 - self.flag) * (1 - 0.5 * self.digits)
            ),
            **dict.fromkeys(("first_name", "last_name", "city"), word),
            **dict.fromkeys(("interval", "event_type"), choice * (1 - self.status)),
            **dict.fromkeys(("tier", "tags"), page * (1 - self.flag) * (1 - self.cents)),
            **dict.fromkeys(("coupon", "message", "note"), page * (1 - self.number) * (1 - self.cents)),
        }
        return shares.get(role, page)


def is_piece(look: Look) -> bool:
    """Whether cells are no days by themselves: years, months, days of a month."""
    return look.count > 0 and not (look.date or look.serial or look.counted or look.clock)


def _among(cells: pa.Array, words: frozenset[str]) -> pa.Array:
    return pc.is_in(pc.utf8_lower(cells), value_set=pa.array(sorted(words), pa.string()))


def look_at(column: pa.ChunkedArray) -> Look:
    """Look at a column's first different cells; readers that cannot read the first of them are not asked again."""
    head = column.slice(0, _SAMPLE * 25).drop_null()
    cells = pc.utf8_trim_whitespace(head.combine_chunks() if isinstance(head, pa.ChunkedArray) else head)
    cells = cells.filter(pc.not_equal(cells, ""))
    every = cells.unique()
    different = every.slice(0, _SAMPLE)
    count = len(different)
    if not count:
        return Look(0)

    def share(mask: pa.Array) -> float:
        return float((pc.sum(mask).as_py() or 0) / len(mask))

    def matches(pattern: str) -> pa.Array:
        return pc.match_substring_regex(different, pattern)

    return Look(
        count=count,
        months=sum(month_of_year(text) is not None for text in different[:_PROBE].to_pylist())
        / min(count, _PROBE),
        distinct=len(every) / len(cells),
        few=count <= _FEW,
        email=share(matches(_EMAIL)),
        compact=share(matches(_COMPACT)),
        six=six_orders(different) == {"ymd"},
        counted=share(matches(_COUNTED)),
        private=share(matches(_PRIVATE)),
        spaced=share(matches(r"\S\s\S")),
        digits=share(matches(r"\d")),
        letters=share(matches(_LETTER)),
        clock=share(matches(_CLOCK)),
        url=share(matches(_URL)),
        zone=share(matches(_ZONE)),
        wordy=share(matches(r"\S\s+\S+\s+\S+\s+\S")),
        status=share(_among(different, STATES)),
        waiting=share(_among(different, SOURCES["payment-log"].unpaid_status)),
        paying=share(_among(different, WAYS_TO_PAY)),
        interval=_intervals(different[:_PROBE].to_pylist()),
        short=share(pc.less_equal(pc.utf8_length(different), _SHORT)),
        **{kind: share(mask) for kind, mask in _read(different.slice(0, _READ)).items()},
    )


def _intervals(texts: list[str]) -> float:
    if not any(is_interval(text) and months_of(text) for text in texts):
        return 0.0
    return sum(map(is_interval, texts)) / len(texts)


def _read(cells: pa.Array) -> dict[str, pa.Array]:
    """For each kind that a reader of values decides which of the cells it can read."""
    first = cells.slice(0, _PROBE)

    def where(readable: Callable[[pa.Array], pa.Array]) -> pa.Array:
        told = readable(first)
        if len(first) == len(cells):
            return told
        return readable(cells) if pc.any(told).as_py() else pa.repeat(pa.scalar(value=False), len(cells))

    signed = pc.match_substring_regex(cells, _DATE_SIGNS)
    figures = pc.match_substring_regex(cells, r"^\d+[.,]\d+$")
    coined = pc.match_substring_regex(cells, r"[.,]\d{2}\D*$|[$€£¥₹]")
    dated, money = where(_dated), where(_money)
    return {
        "date": pc.and_(dated, pc.and_(signed, pc.invert(figures))),
        "serial": pc.and_(dated, pc.or_(pc.invert(signed), figures)),
        "money": money,
        "cents": pc.and_(money, coined),
        "number": where(lambda some: pc.is_valid(parse_number(some).value)),
        "flag": where(lambda some: pc.is_valid(parse_flag(some))),
        "country": where(lambda some: pc.is_valid(country_code(some))),
        "currency": where(lambda some: pa.array([bool(currencies_of(text)) for text in some.to_pylist()])),
    }


def _dated(cells: pa.Array) -> pa.Array:
    return pc.or_(*(pc.is_valid(parse_dates(cells, order=order).at) for order in ("dmy", "mdy")))


def _money(cells: pa.Array) -> pa.Array:
    return pc.or_(*(parse_money(cells, "USD", decimal).readable for decimal in (".", ",")))
