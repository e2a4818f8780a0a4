"""The strategies of a workspace: the built-in ones as the user changed them, and own ones.

A change keeps only what differs; words that are not changed are said in the preset's words. In texts of one's own
`{{product}}` and `{{answer}}` stand for what the person bought last and answered last, `{{first_name}}` is left for
the mail tool.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, get_args

import pandas as pd

from truefans_core.columns import MARKS, STATES
from truefans_core.cultivate import sentences
from truefans_core.cultivate.strategies import BY_SLUG, HIGH, LOW, STRATEGIES, Aim, Strategy, days_since
from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    from datetime import date

    from truefans_core.words import Words

Paid = Literal["any", "yes", "no"]
AIMS: tuple[Aim, ...] = get_args(Aim)
PAID: tuple[Paid, ...] = get_args(Paid)
#: Words of a strategy that may be one's own.
TEXTS = ("name", "reason", "starter", "measure")
MOST_MINUTES, MOST_REST, MOST_STRATEGIES = 480, 730, 50
LONGEST = {"name": 60, "reason": 300, "starter": 2000, "measure": 300}
_OWN, _SCHEMA = "own_", 1


@dataclass(frozen=True, slots=True)
class Whom:
    """Who a strategy of one's own is for: everybody of whom all of this is true.

    Attributes:
        states: the groups.
        high: marks that are at 50 of 100 or more; an unknown mark is neither high nor low.
        low: marks below 25.
        paid: whether anything was ever paid.
        quiet_days: nothing was recorded for at least so many days; 0 where that does not matter.
    """

    states: tuple[str, ...]
    high: tuple[str, ...] = ()
    low: tuple[str, ...] = ()
    paid: Paid = "any"
    quiet_days: int = 0

    def fits(self, people: pd.DataFrame, as_of: date) -> pd.Series:
        """For whom it is, of supporters."""
        found: pd.Series = people["state"].isin(self.states)
        for mark in self.high:
            found &= people[mark] >= HIGH
        for mark in self.low:
            found &= people[mark] < LOW
        if self.paid != "any":
            found &= (people["lifetime_minor"].fillna(0) > 0) == (self.paid == "yes")
        if self.quiet_days:
            found &= days_since(people["last_at"], as_of) >= self.quiet_days
        return found


@dataclass(frozen=True, slots=True)
class Edit:
    """One strategy as the user wants it; None and "" mean as it comes.

    Attributes:
        slug: of the strategy it changes, or of one's own (see `own_slug`).
        used: whether it is proposed at all.
        minutes: for one person.
        rest_days: how long the person is left alone afterwards.
        effect: share by which it changes the chance of its aim.
        name: what it is called, and so on with `reason`, `starter` and `measure`.
        aim: of one's own: what success brings.
        whom: of one's own: who it is for.
    """

    slug: str
    used: bool = True
    minutes: int | None = None
    rest_days: int | None = None
    effect: float | None = None
    name: str = ""
    reason: str = ""
    starter: str = ""
    measure: str = ""
    aim: Aim | None = None
    whom: Whom | None = None

    @property
    def own(self) -> bool:
        """Whether the strategy is one of the user's own."""
        return self.whom is not None


@dataclass(frozen=True)
class Book:
    """All strategies with their words. `strategies` are those in use."""

    edits: Mapping[str, Edit] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def every(self) -> Mapping[str, Strategy]:
        """Every strategy by slug, unused ones too: the built-in ones first, then one's own by name."""
        own = sorted(
            (edit for edit in self.edits.values() if edit.own), key=lambda edit: (edit.name, edit.slug)
        )
        changed = {
            strategy.slug: _changed(strategy, self.edits.get(strategy.slug)) for strategy in STRATEGIES
        }
        return MappingProxyType({**changed, **{edit.slug: _made(edit) for edit in own}})

    @cached_property
    def strategies(self) -> tuple[Strategy, ...]:
        """The strategies in use."""
        return tuple(each for slug, each in self.every.items() if self.edit(slug).used)

    def edit(self, slug: str) -> Edit:
        """How a strategy was changed; an empty change where it was not."""
        return self.edits.get(slug) or Edit(slug)

    def with_edit(self, edit: Edit) -> Book:
        """The book with a strategy changed; a change of nothing is forgotten."""
        kept = {slug: each for slug, each in self.edits.items() if slug != edit.slug}
        return Book(MappingProxyType(kept if edit == Edit(edit.slug) else {**kept, edit.slug: edit}))

    def without(self, slug: str) -> Book:
        """The book with a strategy as it comes, or without it where it is one's own."""
        return self.with_edit(Edit(slug))

    def name(self, say: Words, slug: str) -> str:
        """What a strategy is called; one that is there no more has no name."""
        if own := self.edit(slug).name:
            return own
        return say(f"cultivate.strategy.{slug}") if slug in BY_SLUG else say("cultivate.strategy_removed")

    def reason(self, say: Words, row: sentences.Row) -> str:
        """Why this person: a sentence for a row of a plan, with text of the data in it."""
        edit = self.edit(row["strategy"])
        if edit.reason or edit.own:
            return _filled(edit.reason, row) or self.whom(say, edit.slug)
        message, params = sentences.reason(row)
        return say(message, **params)

    def starter(self, say: Words, row: sentences.Row, first: str = sentences.FIRST_NAME) -> str:
        """How to begin the message to the person of a row of a plan; `first` is the field of the first name."""
        edit = self.edit(row["strategy"])
        if edit.starter or edit.own:
            return _filled(edit.starter, row).replace(sentences.FIRST_NAME, first)
        message, params = sentences.starter(row, first)
        return say(message, **params)

    def measure(self, say: Words, slug: str) -> str:
        """What to watch afterwards; empty where an own strategy does not say."""
        edit = self.edit(slug)
        return edit.measure or ("" if edit.own or slug not in BY_SLUG else say(f"cultivate.measure.{slug}"))

    def whom(self, say: Words, slug: str) -> str:
        """Who a strategy is for, and which mark of theirs is high or low."""
        whom = self.edit(slug).whom
        return say(f"cultivate.whom.{slug}") if whom is None else _whom(say, whom)

    def to_json(self) -> dict[str, Any]:
        """As plain values, without what is as it comes."""
        edits = [
            {
                name: value
                for name, value in asdict(edit).items()
                if value not in (None, "") and name != "used"
            }
            | ({} if edit.used else {"used": False})
            for _, edit in sorted(self.edits.items())
        ]
        return {"schema": _SCHEMA, "strategies": edits}

    @classmethod
    def from_json(cls, given: object) -> Book:
        """From plain values.

        Raises:
            Refused: `X_STRATEGIES` where they are none of a book.
        """
        try:
            edits = [_edit(each) for each in _listed(given)]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise Refused(Problem("X_STRATEGIES")) from error
        return cls(MappingProxyType({edit.slug: edit for edit in edits}))


#: Every strategy as it comes.
BOOK = Book()


def own_slug(name: str) -> str:
    """The slug of a strategy of one's own, made of the name it was first given."""
    return _OWN + hashlib.sha256(name.strip().casefold().encode()).hexdigest()[:8]


def _changed(strategy: Strategy, edit: Edit | None) -> Strategy:
    if edit is None:
        return strategy
    return replace(
        strategy,
        takes=strategy.takes if edit.minutes is None else edit.minutes,
        rest_days=strategy.rest_days if edit.rest_days is None else edit.rest_days,
        effect=strategy.effect if edit.effect is None else edit.effect,
    )


def _made(edit: Edit) -> Strategy:
    assert edit.whom is not None  # noqa: S101 asked before
    assert edit.aim is not None  # noqa: S101 checked where it was read
    return Strategy(
        edit.slug,
        "own",
        edit.aim,
        edit.effect or 0.0,
        edit.rest_days or 0,
        edit.whom.fits,
        takes=edit.minutes or 1,
    )


def _filled(text: str, row: sentences.Row) -> str:
    for name in ("product", "answer"):
        text = text.replace(f"{{{{{name}}}}}", sentences.quoted(row[name]) or "…")
    return text


def _whom(say: Words, whom: Whom) -> str:
    parts = [" · ".join(say(f"cultivate.group.{state}") for state in STATES if state in whom.states)]
    parts += [say(f"cultivate.whom.high.{mark}") for mark in whom.high]
    parts += [say(f"cultivate.whom.low.{mark}") for mark in whom.low]
    if whom.paid != "any":
        parts.append(say(f"cultivate.whom.paid.{whom.paid}"))
    if whom.quiet_days:
        parts.append(say("cultivate.whom.quiet", n=whom.quiet_days))
    return "; ".join(parts)


def _listed(given: Any) -> list[Mapping[str, Any]]:
    if given["schema"] != _SCHEMA or len(given["strategies"]) > MOST_STRATEGIES:
        raise ValueError("another schema, or too many")
    return list(given["strategies"])


def _edit(given: Mapping[str, Any]) -> Edit:
    if unknown := set(given) - {each.name for each in fields(Edit)}:
        raise ValueError(f"unknown: {sorted(unknown)}")
    whom = given.get("whom")
    edit = Edit(**{**given, "whom": None if whom is None else _read_whom(whom)})
    numbers = (
        (edit.minutes, 1, MOST_MINUTES, int),
        (edit.rest_days, 0, MOST_REST, int),
        (edit.effect, 0, 1, float),
    )
    own = edit.whom is not None
    if not (
        isinstance(edit.used, bool)
        and (edit.slug.startswith(_OWN) if own else edit.slug in BY_SLUG)
        and all(
            value is None
            or (isinstance(value, (int, kind)) and not isinstance(value, bool) and low <= value <= high)
            for value, low, high, kind in numbers
        )
        and all(len(getattr(edit, name)) <= LONGEST[name] for name in TEXTS)
        and (not own or (edit.name.strip() and edit.aim in AIMS and edit.minutes and edit.effect is not None))
        and (own or edit.aim is None)
    ):
        raise ValueError("no strategy")
    return edit


def _read_whom(given: Mapping[str, Any]) -> Whom:
    said: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in given.items()
    }
    whom = Whom(**said)
    if not (
        whom.states
        and set(whom.states) <= set(STATES)
        and {*whom.high, *whom.low} <= set(MARKS)
        and whom.paid in PAID
        and isinstance(whom.quiet_days, int)
        and 0 <= whom.quiet_days <= MOST_REST
    ):
        raise ValueError("no people")
    return whom
