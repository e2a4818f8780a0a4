"""Which rule and line are used, and what the other rules would give."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.analysis.result import Group, RuleOutcome
from truefans_core.columns import STATES
from truefans_core.marks import ScoreUsed, mark
from truefans_core.signals import Fade, signals
from truefans_core.tiers import rules
from truefans_core.tiers.line import RULES, SAID, Line
from truefans_core.tiers.step_up import MONEY_SCORES

if TYPE_CHECKING:
    from truefans_core.analysis.settings import Settings
    from truefans_core.history import Past

#: With fewer payers than this the money line decides; with fewer ranked than the second, groups are provisional.
FEW, ENOUGH = 10, 30
#: A month, for the noise of the score.
MONTH_DAYS = 30


@dataclass(frozen=True, slots=True)
class Chosen:
    """The line in use.

    Attributes:
        rule: the rule used; `money` where too few people pay, `shares` where natural groups cannot be looked for.
        line: where it lies.
        kept: whether it is the one the user had.
        distinct: whether natural groups are there in the data; True for other rules.
        ranked: people the score measures.
        small: whether the money line was used because too few people pay.
        provisional: whether too few people are measured for firm groups.
        places: whether shares were used in the place of natural groups: a score made of places among people is spread
            evenly, whoever they are, and has no gaps.
    """

    rule: str
    line: Line
    kept: bool
    distinct: bool
    ranked: int
    small: bool
    provisional: bool
    places: bool = False


def could_stay(settings: Settings, currency: str) -> Line | None:
    """The line the user had, where nothing that is known before anybody is ranked speaks against it."""
    line = settings.line
    if (
        line is None
        or line.true is None  # all were alike: no line was drawn, and there is none to keep
        or line.rule != settings.rule
        or line.rule in SAID
        or line.currency not in (currency, None)
        or settings.half_life_days not in (line.half_life_days, None)
    ):
        return None
    return line


def choose_line(
    rows: pd.DataFrame,
    settings: Settings,
    choices: rules.Choices,
    score: ScoreUsed,
    *,
    kept: Line | None,
    currency: str,
    as_of: date,
) -> Chosen:
    """The kept line where it is of the rule in use and divides people by this score, else a new one.

    Args:
        rows: what `marks.mark` gave.
        settings: what the user decided.
        choices: the user's numbers.
        score: the score that was used.
        kept: what `could_stay` gave, or None.
        currency: reporting currency.
        as_of: the day.
    """
    ranked = int((rows["score"] > 0).sum())
    has_money = bool((rows["lifetime_minor"] > 0).any())
    small = has_money and 0 < ranked < FEW
    places = score.name == "engagement" and settings.rule == "natural"
    rule = "money" if small else "shares" if places else settings.rule
    if kept is not None and kept.rule == rule and _fits(kept, score):
        line, distinct, is_kept = replace(kept, score=score.name), True, True
    else:
        drawn = rules.draw(
            rule,
            rows,
            choices,
            half_life=score.half_life_days,
            currency=currency if has_money else None,
            as_of=as_of,
        )
        line, distinct, is_kept = replace(drawn.line, score=score.name), drawn.distinct, False
    provisional = not small and 0 < ranked < ENOUGH
    return Chosen(rule, line, is_kept, distinct, ranked, small, provisional, places)


def draw_rules(
    rows: pd.DataFrame,
    left: pd.Series,
    choices: rules.Choices,
    score: ScoreUsed,
    chosen: Chosen,
    past: Past,
    *,
    currency: str,
    as_of: date,
) -> dict[str, RuleOutcome]:
    """What each rule that can be used would give if its line were drawn now.

    Args:
        rows: what `marks.mark` gave, with state.
        left: who is gone: nobody gone is true by any rule.
        choices: the user's numbers.
        score: the score that was used.
        chosen: the line in use: its rule remembers who was above it, the others never knew anybody.
        past: the months before.
        currency: reporting currency.
        as_of: the day.
    """
    now = rows["state"] == "true"
    found = {}
    for rule in RULES:
        if rule == "natural" and chosen.places:
            continue
        line = chosen.line
        if rule != chosen.rule or chosen.kept:
            drawn = rules.draw(
                rule, rows, choices, half_life=score.half_life_days, currency=currency, as_of=as_of
            )
            line = replace(drawn.line, score=score.name)
        tier = rules.tiers(rows, line)
        if rule == chosen.rule:
            tier = rows["tier"] if _same(line, chosen.line) else past.remembered(line, as_of, rows, tier)
        then = (tier == "true") & ~left
        found[rule] = RuleOutcome(int(then.sum()), int((then & ~now).sum()), int((now & ~then).sum()))
    return found


def _fits(kept: Line, score: ScoreUsed) -> bool:
    """Whether a line divides people by this score: cuts of visits say nothing of money; dated totals and payments share a unit."""
    same = kept.score in (None, score.name) or {kept.score, score.name} <= {*MONEY_SCORES}
    return same and kept.half_life_days == score.half_life_days


def _same(one: Line, other: Line) -> bool:
    return replace(one, drawn_on=None, score=None) == replace(other, drawn_on=None, score=None)


def groups(supporters: pd.DataFrame) -> dict[str, Group]:
    """The people and the money of each state, from known to gone.

    Args:
        supporters: needs state, income_year_minor, income_year_net_minor.
    """
    people, income = len(supporters), int(supporters["income_year_minor"].sum())
    found = {}
    for state in STATES:
        rows = supporters[supporters["state"] == state]
        year = int(rows["income_year_minor"].sum())
        found[state] = Group(
            len(rows),
            len(rows) / people if people else 0.0,
            year / income if income > 0 else 0.0,
            year,
            int(rows["income_year_net_minor"].sum()),
        )
    return found


def month_ago(
    events: pa.Table,
    snapshots: pa.Table,
    people: pa.Table,
    settings: Settings,
    as_of: date,
    score: ScoreUsed,
    fade: Fade,
    line: Line,
) -> pd.Series:
    """What the line measured of each person a month before; NaN where no event has a day, or another score ranked then.

    Args:
        events: columns.EVENTS with `value_minor` and `net_minor`.
        snapshots: columns.SNAPSHOTS with the same two columns: what counts today counts then, as far as it was stated.
        people: columns.PEOPLE.
        settings: what the user decided.
        as_of: today's day.
        score: the score that was used.
        fade: how fast payments fade today.
        line: whose measure is wanted.
    """
    dated = score.name == "decayed_signs" or pc.any(pc.equal(events["kind"], "payment")).as_py()
    unknown = pd.Series(float("nan"), index=people["person_id"].to_pandas())
    if not dated or line.rule not in ("natural", "shares", "pareto", "money"):
        return unknown
    day = as_of - timedelta(days=MONTH_DAYS)
    rows, then = mark(signals(events, snapshots, people, day, fade=fade), settings.weights)
    return rules.measure(line.rule, rows, all_time=line.all_time) if then.name == score.name else unknown
