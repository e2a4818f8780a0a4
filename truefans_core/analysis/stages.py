"""The stages of an analysis, in order."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from truefans_core import cultivate, history, marks, rates
from truefans_core import funnel as steps
from truefans_core.analysis import quality, valued
from truefans_core.analysis.drawn import choose_line, could_stay, draw_rules, groups, month_ago
from truefans_core.analysis.evidence import with_evidence
from truefans_core.analysis.lasting import lasting
from truefans_core.analysis.late import Later
from truefans_core.analysis.result import Analysis
from truefans_core.analysis.settings import FEWEST_MINOR, MONEY_LINE, Settings
from truefans_core.backtest import backtest
from truefans_core.columns import SUPPORTERS, TIERS
from truefans_core.people import first_seen, join, known_by, suggest
from truefans_core.reach import reached
from truefans_core.signals import signals
from truefans_core.tiers import rules
from truefans_core.tiers.chance import probability
from truefans_core.tiers.personas import personas

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from truefans_core.analysis.drawn import Chosen
    from truefans_core.backtest import Backtest
    from truefans_core.records import Records
    from truefans_core.signals import Signals
    from truefans_core.tiers.line import Line

_YEAR = 365


def analyse(
    records: Sequence[Records], settings: Settings, *, as_of: date | None = None, today: date
) -> Analysis:
    """Find the true fans in the records of all files.

    Args:
        records: one per table; none gives an analysis of nobody.
        settings: what the user decided.
        as_of: the day everything is true for; None: the latest day of the data. Never after today.
        today: the caller's clock.
    """
    joined = valued.in_zone(join(records, settings.decisions), settings.zone)
    currency = settings.currency or valued.main_currency(joined)
    latest = valued.latest_day(joined, today)
    day = min(as_of or latest, today)
    # Looking back, who was first heard of later is not there yet.
    people = known_by(joined, day) if day < latest else joined.people
    money = valued.value(joined, currency, day, settings.rates)
    many = reached(joined.reach, settings.reach, as_of=day)

    choices = rules.Choices(
        settings.money_line_minor or MONEY_LINE * max(10 ** rates.decimals(currency), FEWEST_MINOR),
        settings.shares,
        settings.marks_from,
    )

    def ranked(line: Line | None) -> tuple[Signals, pd.DataFrame, marks.ScoreUsed, Chosen]:
        half_life = line.half_life_days if line else settings.half_life_days
        found = signals(money.events, money.snapshots, people, day, half_life)
        rows, score = marks.mark(found, settings.weights)
        chosen = choose_line(rows, settings, choices, score, kept=line, currency=currency, as_of=day)
        return found, rows, score, chosen

    found, rows, score, chosen = ranked(kept := could_stay(settings, currency))
    if kept and not chosen.kept:
        # How fast payments fade goes with the line: of one that is not used nothing is left.
        found, rows, score, chosen = ranked(None)
    past = history.Past(money.events, money.snapshots, joined.people, first_seen(joined), settings.weights)
    rows["tier"] = past.remembered(chosen.line, day, rows, rules.tiers(rows, chosen.line))
    silent_after = history.silence_days(found.fade.typical_gap_days)
    left = history.gone(rows, day, silent_after)
    rows["state"] = history.states(rows, left)
    before = month_ago(money.events, money.snapshots, people, settings, day, score, found.fade, chosen.line)
    rows["probability"] = probability(
        rules.measure(chosen.rule, rows, chosen.line.marks), before, chosen.line.true
    )

    def tiers_then(then: pd.DataFrame, half_life_then: float) -> pd.Series:
        line = rules.draw(
            chosen.rule, then, choices, half_life=half_life_then, currency=currency, as_of=None
        ).line
        return rules.tiers(then, line)

    tested = Later(
        lambda: backtest(money.events, people, day, settings.weights, tiers_then, settings.half_life_days)
    )
    supporters = rows[list(SUPPORTERS)].reset_index(drop=True)
    files = {record.file_id: record.file for record in records}
    headers = {record.file_id: record.headers for record in records}
    chances = Later(lambda: _chances(past, chosen.line, day))
    figures = quality.figures(rows, money.events, joined, day, silent_after, chosen)
    return Analysis(
        as_of=day,
        currency=currency,
        supporters=supporters,
        events=money.events,
        snapshots=money.snapshots,
        reach=quality.with_typed(joined.reach, settings.reach),
        account=money.account,
        settings=settings,
        score=score,
        marks=with_evidence(marks.known(found, rows), money.events, money.snapshots, files, headers),
        rule=chosen.rule,
        line=chosen.line if chosen.ranked else None,
        line_kept=chosen.kept,
        groups=groups(supporters),
        tiers_provisional=chosen.provisional,
        ranked=chosen.ranked,
        rules=Later(
            lambda: draw_rules(rows, left, choices, score, chosen, past, currency=currency, as_of=day)
        ),
        funnel=steps.funnel(supporters, many.value if many else None, day),
        backtest=Later(lambda: _either(tested.get())[0]),
        backtest_reason=Later(lambda: _either(tested.get())[1]),
        quality=Later(lambda: {**figures, **quality.steady(rows, chosen, settings.shares[0])}),
        personas=Later(
            lambda: {tier: personas(supporters[supporters["state"] == tier]) for tier in reversed(TIERS)}
        ),
        strategies=Later(
            lambda: cultivate.best(
                supporters,
                day,
                cultivate.signs(money.events, money.snapshots, day, headers),
                chances=chances.get(),
            )
        ),
        chances=chances,
        matches=Later(lambda: suggest(joined)),
        files=files,
        headers=headers,
        past=past,
        leaves=Later(lambda: lasting(rows, money.events, chosen.line, score, day, silent_after, past)),
        problems=(
            *(problem for record in records for problem in record.problems),
            *joined.problems,
            *money.problems,
            *quality.problems(rows, figures, chosen, currency, choices.money_line_minor),
        ),
    )


def _either(tested: Backtest | str) -> tuple[Backtest | None, str | None]:
    """The back-test, or the reason why there is none."""
    return (None, tested) if isinstance(tested, str) else (tested, None)


def _chances(past: history.Past, line: Line, day: date) -> cultivate.Chances:
    """How likely people move within a year; assumed where the data do not reach back so far."""
    then = day - timedelta(days=_YEAR)
    if past.first is None or past.first > then:
        return cultivate.Chances()
    return cultivate.chances(past.path(line, (then, day), by_month=False))
