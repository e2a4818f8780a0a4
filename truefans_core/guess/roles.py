"""Give each column of an unknown table the role that its name and its cells speak for."""

from __future__ import annotations

from types import MappingProxyType

import pyarrow.compute as pc

from truefans_core.guess.context import has_totals, settle
from truefans_core.guess.ideas import likely_language
from truefans_core.guess.looks import Look, look_at
from truefans_core.guess.names import currency_in, says, scores
from truefans_core.guess.paid import IDENTITY, STANDING, Roles
from truefans_core.guess.pieces import in_pieces
from truefans_core.guess.shape import shape
from truefans_core.guess.sums import weigh
from truefans_core.mapping import Mapping, Use
from truefans_core.reading.tables import RawTable
from truefans_core.sources import SOURCES

#: Confidence below which a column gets no role.
SURE_ENOUGH = 0.6
#: A header may take a role it names less well only if it is nearly as good a name.
_NEARLY = 0.15
_MANY = frozenset(
    {
        "fee",
        "tax",
        "handle",
        "sensitive",
        "metric",
        "utm",
        "occurred_at",
        "consent",
        "note",
        "message",
        "last_activity",
    }
)
_BY_CELLS = 0.8  # confidence of a role that only the cells speak for
_MOSTLY, _ALL = 0.8, 0.9
_SOME = 0.2
_IN_A_ROW = 31  # as many numbers that follow each other may all be days: one more shows that they do not
_DAYS = 3  # different numbers that are all days, by which they are no numbers of something else
_DRAW, _DIFFER = 0.05, 0.02  # names as good as each other; share of rows with two addresses
_UNSURE = 0.65
_OUTRIGHT = 0.95  # score of a header that is a name of the role
#: What an unlikely reading of "created" is worth: the day of a payment in a list of people, or the other way round.
_UNLIKELY = 0.85


def guess(table: RawTable) -> Mapping:
    """The likely meaning of each column, with a confidence.

    A table that says who or what, when and how much is a payment log, one with invoice words an invoice list;
    for anything else the source is None.
    """
    looks = {header: look_at(table.cells[header]) for header in table.headers}
    candidates = _candidates(table.headers, looks)
    roles = _assign(candidates)
    _addresses(table, candidates, roles)
    _by_cells(table.headers, looks, roles)
    weigh(table, looks, roles)
    settle(table.headers, looks, roles)
    slug = shape(table, looks, roles)
    currency = next((c for h, (role, _) in roles.items() if role == "amount" and (c := currency_in(h))), None)
    uses = tuple(Use(header, *roles.get(header, (None, 0.0))) for header in table.headers)
    choices = MappingProxyType({"currency": currency} if currency else {})
    return Mapping(slug, uses, choices, SOURCES[slug].platform if slug else "")


def _candidates(headers: tuple[str, ...], looks: dict[str, Look]) -> dict[str, dict[str, float]]:
    """For each header the roles it may have, with a confidence."""
    language = likely_language(headers)
    found: dict[str, dict[str, float]] = {}
    for header in headers:
        sure = {
            role: _confidence(name, looks[header].fits(role, name))
            for role, name in scores(header, language).items()
        }
        found[header] = {role: value for role, value in sure.items() if value >= SURE_ENOUGH}
    placed = any("city" in sure or "postal_code" in sure for sure in found.values())
    unlikely = "joined_at" if _is_log(found) else "occurred_at"
    for sure in found.values():
        if {"joined_at", "occurred_at"} <= set(sure):
            sure[unlikely] *= _UNLIKELY
        if {"region", "status"} <= set(
            sure
        ):  # "state", "Estado": of a country beside a town, else of a payment
            sure["status" if placed and sure["status"] < 1 else "region"] *= _UNLIKELY
    return found


def _is_log(found: dict[str, dict[str, float]]) -> bool:
    """Whether rows are payments or orders, not people with their totals or their standing."""
    standing = sum(any(role in sure for sure in found.values()) for role in STANDING[1:])
    if standing > 1 and not any("order_id" in sure for sure in found.values()):
        return False
    surest = {
        role: max((sure.get(role, 0.0) for sure in found.values()), default=0.0)
        for role in ("amount", "order_id")
    }
    return max(surest.values()) >= _MOSTLY and not has_totals(found)


def _confidence(name: float, cells: float) -> float:
    """How sure a role is; a header that says it outright stands bad cells, but not only bad cells."""
    outright = name >= _OUTRIGHT and cells >= _SOME
    return max(name * cells, SURE_ENOUGH) if outright else name * cells


def _assign(found: dict[str, dict[str, float]]) -> Roles:
    """The surest pairs of header and role first; most roles go to one column only."""
    pairs = [
        (-sure, place, header, role)
        for place, (header, roles) in enumerate(found.items())
        for role, sure in roles.items()
        if sure >= max(roles.values()) - _NEARLY
    ]
    roles: Roles = {}
    taken: set[str] = set()
    for sure, _, header, role in sorted(pairs):
        if header not in roles and (role not in taken or role in _MANY):
            roles[header] = role, _told(-sure)
            taken.add(role)
    return roles


def _told(sure: float) -> float:
    """The confidence to tell: what the weights put at .6 to .8 was right two times in three."""
    return round(min(sure, 1.0), 3) if sure >= _MOSTLY else min(round(sure, 3), _UNSURE)


def _addresses(table: RawTable, found: dict[str, dict[str, float]], roles: Roles) -> None:
    """Two columns that name the person's address equally well and hold different ones: both, which is a question."""
    first = next((header for header, (role, _) in roles.items() if role == "email"), None)
    if first is None:
        return
    for header in table.headers:
        sure = found[header].get("email", 0.0)
        if header in roles or sure < roles[first][1] - _DRAW:
            continue
        one, other = (pc.utf8_lower(table.cells[each]) for each in (first, header))
        differ = pc.mean(pc.cast(pc.not_equal(one, other), "int8")).as_py() or 0.0
        if differ > _DIFFER:
            roles[header] = "email", SURE_ENOUGH
            roles[first] = "email", SURE_ENOUGH


def _by_cells(headers: tuple[str, ...], looks: dict[str, Look], roles: Roles) -> None:
    """What no header names but the cells show: addresses, private details, the one date, the one amount."""

    def missing(*wanted: str) -> bool:
        return not any(role in wanted for role, _ in roles.values())

    for header in headers:
        look = looks[header]
        if look.private >= _MOSTLY:
            roles[header] = "sensitive", look.private
        elif header not in roles and look.email >= _MOSTLY and not says(header, "staff"):
            other = says(header, "other") or not missing("email")
            if not other:
                roles[header] = "email", round(_BY_CELLS * look.email, 3)
        elif look.interval >= _ALL and missing("interval", "tier"):
            roles[header] = "interval", round(_BY_CELLS * look.interval, 3)
    silent = _silent(headers, roles)
    if missing("occurred_at", "joined_at"):
        days = [h for h in silent if looks[h].date >= _ALL and looks[h].clock < _SOME][:2]
        days = days or [h for h in silent if looks[h].compact >= _ALL and looks[h].count >= _DAYS]
        days = days or [h for h in silent if looks[h].six and looks[h].count > _IN_A_ROW]
        told = days or in_pieces(headers, looks, roles)
        roles.update(dict.fromkeys(told if len(days) < 2 else (), ("occurred_at", _BY_CELLS)))  # noqa: PLR2004 one
    if missing("amount", "lifetime_amount", "unit_price"):
        sums = [h for h in silent if h not in roles and looks[h].money >= _ALL and looks[h].cents >= _MOSTLY]
        if len(sums) == 1:
            roles[sums[0]] = "amount", _BY_CELLS


def _silent(headers: tuple[str, ...], roles: Roles) -> list[str]:
    """Columns without a role that do not say they tell of something else than the payment."""
    elsewhere: tuple[str, ...] = ("due", "scheduled", "modified")
    if any(role in IDENTITY for role, _ in roles.values()):
        elsewhere += ("end", "expire")  # of what somebody has; with nobody it is the end of what is reported
    return [h for h in headers if h not in roles and not any(says(h, idea) for idea in elsewhere)]
