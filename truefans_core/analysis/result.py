"""What an analysis says: everything pages, charts, reports and the command line show."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from truefans_core.analysis.late import Late
from truefans_core.cultivate import BOOK, Book, Chances
from truefans_core.tiers import reasons

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import pandas as pd
    import pyarrow as pa

    from truefans_core.analysis.settings import Settings
    from truefans_core.backtest import Backtest
    from truefans_core.funnel import Step
    from truefans_core.history import Past
    from truefans_core.marks import MarkKnown, ScoreUsed
    from truefans_core.people import Suggestions
    from truefans_core.problems import Problem
    from truefans_core.tiers.line import Line
    from truefans_core.tiers.personas import Personas
    from truefans_core.tiers.reasons import Leaves, Row, Standing, Told
    from truefans_core.words import Words


@dataclass(frozen=True, slots=True)
class Group:
    """The people of one state.

    Attributes:
        count: how many.
        share_people: of all people.
        share_income: of the income of the last 365 days that people can be named for; 0 where there is none.
        income_year_minor: payments minus refunds in the 365 days to `as_of`, before fees.
        income_year_net_minor: the same after fees.
    """

    count: int
    share_people: float
    share_income: float
    income_year_minor: int
    income_year_net_minor: int


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """What another definition would give: true fans, and who would join or leave them compared with now."""

    true: int
    joins: int
    leaves: int


@dataclass(frozen=True)
class Analysis:
    """One analysis, complete and free of choices still to be made.

    What no group hangs on is worked out when it is first asked for: whoever wants the groups of a million people does
    not wait for how steady they are.

    Attributes:
        as_of: the day everything is true for.
        currency: reporting currency of every money column, ISO 4217.
        supporters: pandas frame of `columns.SUPPORTERS`, sorted by person_id, one row per person. Read only.
        events: columns.EVENTS up to `as_of`, with `value_minor` and `net_minor` (int64, reporting currency, after
            fees for the latter; null where the kind has no money).
        snapshots: columns.SNAPSHOTS, with `value_minor` (int64, reporting currency, null where it is no money).
        reach: columns.REACH, typed-in numbers included.
        account: columns.ACCOUNT of every record of every file.
        settings: what was decided before.
        score: which score ranked the people.
        marks: interest, investment, advocacy → for how many it is known, from what.
        rule: the rule that was used: `money` where fewer than ten people pay, whatever was asked for.
        line: where the line lies; None where there is nobody to draw it through.
        line_kept: whether the line is the kept one of the settings.
        groups: known, casual, engaged, true, gone → Group, in this order.
        tiers_provisional: groups were found among fewer than 30 people.
        ranked: how many people the score measures, by money or by what else is known.
        rules: rule → RuleOutcome, each drawn anew on the data as it is.
        funnel: nested steps from reached to true.
        backtest: what the true fans of then brought later; None where the history is too short.
        backtest_reason: message id of the reason where there is no back-test, else None.
        quality: figures on how far to trust it all; see `quality` in `analysis.quality`.
        problems: what to know, of files and analysis together.
        matches: who may be one person and what was said of it; None where nobody looked.
        files: what the files are called, by file_id.
        headers: file_id → role → the columns of that file that have it.
        personas: true, engaged, casual → the kinds of people in it, by state.
        strategies: the strategy of `cultivate` that suits each person best, by person_id; see `next_step`.
        chances: how likely people move within a year, measured where enough can tell.
        book: what may be done for people, and in which words; see `week.with_book`.
        past: everyone's state on any day until `as_of`, by any line.
        leaves: when each true fan leaves without another payment, by person_id, where a day can be told.
    """

    as_of: date
    currency: str
    supporters: pd.DataFrame
    events: pa.Table
    snapshots: pa.Table
    reach: pa.Table
    account: pa.Table
    settings: Settings
    score: ScoreUsed
    marks: Mapping[str, MarkKnown]
    rule: str
    line: Line | None
    line_kept: bool
    groups: Mapping[str, Group]
    tiers_provisional: bool
    ranked: int
    funnel: tuple[Step, ...]
    problems: tuple[Problem, ...]
    rules: Late[Mapping[str, RuleOutcome]] = Late()
    backtest: Late[Backtest | None] = Late()
    backtest_reason: Late[str | None] = Late()
    quality: Late[Mapping[str, Any]] = Late()
    matches: Late[Suggestions | None] = Late(lambda: None)
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    headers: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=lambda: MappingProxyType({}))
    strategies: Late[Mapping[str, str]] = Late(lambda: MappingProxyType({}))
    chances: Late[Chances] = Late(Chances)
    book: Book = BOOK
    personas: Late[Mapping[str, Personas]] = Late(lambda: MappingProxyType({}))
    past: Past | None = None
    leaves: Late[Mapping[str, Leaves]] = Late(lambda: MappingProxyType({}))

    def standing(self) -> Standing:
        """What each person is compared with, for the sentences of `tiers.reasons`."""
        return reasons.standing(
            self.supporters, self.line, self.score, self.currency, self.as_of, self.leaves
        )

    def fewest(self, state: str | None = None) -> int:
        """The low end of a head count: how many people there are if every likely one of `matches` is true.

        Args:
            state: of these only; None: of everyone.
        """
        rows = self.supporters if state is None else self.supporters[self.supporters["state"] == state]
        return len(rows) if self.matches is None else self.matches.fewest(rows["person_id"])

    def agreement(self) -> dict[str, float]:
        """How far each other definition names the same true fans: those of both, of those of either (1: the same).

        One that names nobody, as the money line where nobody's money is known, has nothing to say.
        """
        now = int((self.supporters["state"] == "true").sum())
        return {
            rule: (now - found.leaves) / (now + found.joins)
            for rule, found in self.rules.items()
            if rule != self.rule and found.true
        }

    def known_marks(self) -> tuple[str, ...]:
        """The marks that are known of somebody."""
        return tuple(name for name, mark in self.marks.items() if mark.known)

    def next_step(self, row: Row, now: Standing) -> Told:
        """The next step for a person: the strategy that the week's plan names, else the next step up.

        Args:
            row: one row of `supporters`.
            now: what the person is compared with.
        """
        slug = self.strategies.get(row["person_id"])
        if slug and (own := self.book.edit(slug).name):
            return "cultivate.own_words", {"text": own}
        return (f"cultivate.strategy.{slug}", {}) if slug else reasons.next_step(row, now)

    def to_json(self, say: Words | None = None) -> dict[str, Any]:
        """The `analyse` JSON of the command line; amounts in minor units.

        Args:
            say: speaks the sentences of the problems; without it each carries its message id.
        """
        from truefans_core.analysis.output import as_json

        return as_json(self, say)
