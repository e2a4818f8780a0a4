"""Who each record speaks of, and whether it names anybody at all."""

from __future__ import annotations

import html
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.extract.cells import Cells, Mask, but, pick, truth
from truefans_core.extract.dates import Dates
from truefans_core.extract.placeholders import PLACEHOLDERS, is_nameless, is_nobodys_address, names_nobody
from truefans_core.records import IDENTITIES
from truefans_core.sources.source import words
from truefans_core.values import country_code, normalise_email, parse_flag
from truefans_core.values.cells import as_text, by_text, encode, lower

_NO_ID = frozenset({"", "-", "–", "—", "n/a", "na", "none", "null", "nil", "nan", "0", *PLACEHOLDERS})
#: The number of nobody, or the first where people are counted from nought.
_FIRST = frozenset({"0"})
#: Words in a header that turn its yes into a no: "Unsubscribed", "Opted out", "Do not e-mail".
_AGAINST = (
    "unsub", "opt out", "opted out", "optout", "do not", "don't", "bounce", "suppress", "no email", "no mail",
    "abgemeldet", "abmeld", "désabonn", "desabonn", "désinscri", "baja", "disiscri", "uitgeschreven", "afgemeld",
)  # fmt: skip
#: What stands around a name in a list of customers: "Parent:Ann Lee", "Ann Lee - USD", "Ann Lee (deleted)".
_CUSTOMER = r"^.*:\s*|\s+-\s+[A-Z]{3}$|\s*\(deleted\)$"
#: What mail programs say of a contact who agreed, and of one who did not.
_AGREED = words(
    "subscribed|express|implied|opted in|opt-in|opt in|granted|confirmed|angemeldet|abonniert|abonné|suscrito"
)
_REFUSED = words(
    "unsubscribed|unsubscribe|opted out|opt-out|opt out|revoked|removed|suppressed|bounced|bounce|hard bounce|complained|"
    "complaint|spam|spam complaint|cleaned|blocked|blocklisted|blacklisted|do not email|do not e-mail|do not mail|"
    "do not contact|abgemeldet|désabonné"
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the records speak of.

    Attributes:
        columns: the columns of records.IDENTITIES but `row` and `line`, one entry per record.
        keyed: the record has an address, an id or a handle.
        named: the record has a name or company that is not a placeholder.
        placeholder: the record has only a word that names nobody.
        bad_email: the record's address is malformed.
    """

    columns: dict[str, pa.Array]
    keyed: Mask
    named: Mask
    placeholder: Mask
    bad_email: Mask

    @property
    def somebody(self) -> Mask:
        """Records that name a person."""
        return self.keyed | self.named

    def table(self, rows: Mask, lines: pa.Array) -> pa.Table:
        """The IDENTITIES of the records of a mask."""
        number = pa.array(np.flatnonzero(rows), pa.int64())
        values = {"row": number, "line": lines.take(number)}
        values |= {name: pick(column, rows, number) for name, column in self.columns.items()}
        return pa.table({name: values[name] for name in IDENTITIES.names}, schema=IDENTITIES)

    def led_by(self, leader: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Identity:
        """The same, where a record that names nobody takes everything from the row it belongs to."""
        if np.array_equal(leader, np.arange(len(leader))):
            return self
        return self._taken(np.where(self.somebody, np.arange(len(leader)), leader))

    def paid_by(self, payer: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Identity:
        """The same, where a record takes everything from the row of its payer if that row names somebody."""
        if np.array_equal(payer, np.arange(len(payer))):
            return self
        return self._taken(np.where(self.somebody[payer], payer, np.arange(len(payer))))

    def _taken(self, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Identity:
        take = pa.array(rows)
        return Identity(
            {name: column.take(take) for name, column in self.columns.items()},
            self.keyed[take],
            self.named[take],
            self.placeholder[take],
            self.bad_email[take],
        )


def identify(cells: Cells, dates: Dates) -> Identity:
    """Who the records of a table speak of. Placeholders ("Anonymous") never become a name, an id or a handle."""
    written = encode(_payer(cells))  # told once for each address
    email, malformed = normalise_email(written)
    closed = _is_deleted(written)
    vague_email = pc.or_kleene(names_nobody(written), pc.or_kleene(closed, is_nobodys_address(written)))
    email = but(email, vague_email)
    ids = ("external_id", "person_id")
    written_ids = cells.text(*ids)
    nothing = _NO_ID - _FIRST if _counts_from_nought(cells, written_ids) else _NO_ID
    external_id = _but(written_ids, nothing, cells.told(*ids))
    handle = _handle(cells)
    called = _name(cells)
    vague_name = names_nobody(called)
    name = but(as_text(called), vague_name)
    # Who wants no name, or has closed the account, is nobody, whatever id stands beside; an address still is somebody.
    nobody = pc.and_(
        pc.or_(pc.fill_null(is_nameless(called), fill_value=False), closed),
        pc.is_null(email),
    )
    external_id, handle, name = (but(text, nobody) for text in (external_id, handle, name))
    company = cells.text("company")
    company = but(company, pc.or_kleene(names_nobody(company), nobody))  # an employer gives no name either
    keyed = _said(email) | _said(external_id) | _said(handle)
    named = _said(name) | _said(company)
    consent, consent_at = _consent(cells, dates)
    columns = {
        "email": email,
        "external_id": external_id,
        "handle": handle,
        "name": name,
        "company": company,
        "country": country_code(cells.told("country")),
        "city": cells.text("city"),
        "postal_code": cells.text("postal_code"),
        "phone": cells.text("phone"),
        "channel": _channel(cells),
        "tags": _tags(cells.text("tags")),
        "joined_at": dates.day("joined_at"),
        "on": dates.day("occurred_at"),
        "consent": consent,
        "consent_at": consent_at,
        "anonymous": cells.flag("anonymous"),
    }
    placeholder = (truth(vague_name) | truth(vague_email) | truth(nobody)) & ~keyed & ~named
    return Identity(columns, keyed, named, placeholder, truth(malformed) & ~truth(vague_email))


def _said(column: pa.Array) -> Mask:
    return truth(pc.is_valid(column))


def _name(cells: Cells) -> pa.DictionaryArray:
    """What each record is called, each different name once."""
    name = cells.told("name")
    if cells.has("first_name", "last_name"):
        name = pc.coalesce(as_text(name), _joined(cells))
    encoded = encode(name)
    names = _readable(encoded.dictionary)
    if cells.quirk("customer_names"):
        names = pc.replace_substring_regex(names, _CUSTOMER, "")
    return pa.DictionaryArray.from_arrays(encoded.indices, names)


def _joined(cells: Cells) -> pa.Array:
    """First and last name as one."""
    parts = [cells.text("first_name"), cells.text("last_name")]
    twice = pc.and_(pc.equal(*parts), is_nameless(parts[1]))  # "Not shared by donor" in both columns
    parts[1] = but(parts[1], twice)
    joined = pc.binary_join_element_wise(*[pc.fill_null(part, "") for part in parts], " ")
    joined = pc.utf8_trim_whitespace(joined)
    return pc.if_else(pc.equal(joined, ""), None, joined)


def _handle(cells: Cells) -> pa.Array:
    """User names with the network they are from, because "kim" may be two people on two networks."""
    columns = []
    for header in cells.headers("handle"):
        handle = pc.utf8_ltrim(_but(pc.utf8_trim_whitespace(cells.raw(header)), _NO_ID), characters="@")
        prefix = pa.scalar(f"{header.strip().casefold()}:")
        columns.append(pc.binary_join_element_wise(prefix, handle, ""))
    return pc.coalesce(*columns) if columns else pa.nulls(cells.rows, pa.string())


def _channel(cells: Cells) -> pa.Array:
    """Where the person came from; a platform's number for it, such as -4, says nothing."""
    channel = cells.text("source", "referrer", "utm")
    if channel.null_count == len(channel):
        return channel
    return pc.if_else(pc.match_substring_regex(channel, r"^-?\d+$"), None, channel)


def _consent(cells: Cells, dates: Dates) -> tuple[pa.Array, pa.Array]:
    """What the record says about being written to, and since when; of several columns no wins."""
    yes, no = np.zeros(cells.rows, bool), np.full(cells.rows, cells.source.suppresses)
    for use in cells.mapping.uses:
        header = use.header.strip().casefold()
        against = cells.source.unmailable.get(header)
        if against is not None:
            no |= cells.one_of(pc.utf8_lower(pc.utf8_trim_whitespace(cells.raw(use.header))), against)
        elif use.role == "consent":
            flag = parse_flag(cells.raw(use.header))
            word = pc.utf8_lower(pc.utf8_trim_whitespace(cells.raw(use.header)))
            said_yes = truth(flag) | cells.one_of(word, _AGREED)
            said_no = truth(pc.invert(flag)) | cells.one_of(word, _REFUSED)
            if any(word in header for word in _AGAINST):
                said_yes, said_no = said_no, said_yes
            yes, no = yes | said_yes, no | said_no
    left = dates.day("unsubscribed_at")
    no |= truth(pc.is_valid(left)) | _in_words(cells)
    agreed = dates.day("occurred_at")
    if cells.quirk("opted_in"):
        yes |= True
        agreed = dates.day("joined_at")
    consent = pc.if_else(
        pa.array(no), pa.scalar(value=False), pc.if_else(pa.array(yes), pa.scalar(value=True), None)
    )
    since = pc.if_else(
        pa.array(no), pc.coalesce(left, dates.day("occurred_at")), pc.if_else(pa.array(yes), agreed, None)
    )
    return consent, since


def _in_words(cells: Cells) -> Mask:
    """Records whose day of unsubscribing is a word that says why, such as UNSUBSCRIBE or HARD_BOUNCE."""
    told = np.zeros(cells.rows, bool)
    for header in cells.headers("unsubscribed_at"):
        lower = pc.utf8_lower(cells.raw(header))
        told |= truth(pc.match_substring_regex(lower, "|".join((*_AGAINST, "spam", "invalid"))))
    return told


def _tags(text: pa.Array) -> pa.Array:
    """Tags as one list with commas; Mailchimp quotes each of them."""
    if text.null_count == len(text):
        return text
    bare = pc.utf8_trim_whitespace(pc.replace_substring(text, '"', ""))
    return pc.if_else(pc.equal(bare, ""), None, bare)


def _payer(cells: Cells) -> pa.Array:
    """The address of who paid: on a row of money given back it may be the one it was sent to."""
    two_sided = not cells.source.signature and cells.has("event_type") and cells.has("email_alt")
    if not cells.quirk("payer_is_other") and not two_sided:
        return cells.told("email")
    email = cells.text("email")
    sent = pc.match_substring_regex(cells.text("amount"), r"^[-−–(]|-$")
    other = cells.text("email_alt")
    other = pc.coalesce(other, email) if two_sided else other
    return pc.if_else(pc.fill_null(sent, fill_value=False), other, email)


def _readable(name: pa.Array) -> pa.Array:
    """Names without the entities of a web page: "Chlo&eacute;"."""
    if not truth(pc.match_substring(name, "&")).any():
        return name
    return pa.array([html.unescape(text) for text in name.to_pylist()], pa.string())


def _is_deleted(address: pa.Array) -> pa.Array:
    """Addresses a platform has mangled because the account was closed."""
    found = by_text(address, lambda text: pc.match_substring(text, "_is_deleted_"))
    return pc.fill_null(found, fill_value=False)


def _counts_from_nought(cells: Cells, ids: pa.Array) -> bool:
    """Whether 0 is somebody: in a file no recipe knows, 1 stands there too, and 0 no more often than another number.

    Shops write 0 for all who buy without an account.
    """
    if cells.source.signature or not pc.any(pc.equal(ids, "0")).as_py():
        return False
    counts = pc.value_counts(ids.drop_null())
    often = dict(zip(counts.field("values").to_pylist(), counts.field("counts").to_pylist(), strict=True))
    nought = often.pop("0")
    return "1" in often and nought <= max(often.values())


def _but(text: pa.Array, nothing: frozenset[str], told: pa.Array | None = None) -> pa.Array:
    """The text, null where it is one of these words; it may be told with each different one once too."""
    known = pa.array(sorted(nothing), pa.string())

    def blank(some: pa.Array) -> pa.Array:
        return pc.is_in(lower(some), value_set=known)

    return but(text, by_text(told, blank) if isinstance(told, pa.DictionaryArray) else blank(text))
