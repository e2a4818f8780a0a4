"""Left out to compare: what can be seen is said before it begins, what came of it once its days are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import cache, progress, sending, show, state
from truefans_core import analysis, cultivate, experiments
from truefans_core.problems import Refused
from truefans_core.words.safe import safe_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    import pandas as pd

    from truefans_core.analysis import Analysis
    from truefans_core.experiments import Difference, Experiment, Result
    from truefans_core.words import Words

_NOTE = "compare:"
_DAYS = (30, 60, 90, 180)
_PARTS = (50, 40, 30, 20, 10)
_EVERYBODY = "all"
_NAME_SIGNS = 60


def kept() -> tuple[Experiment, ...]:
    """The comparisons of the workspace, the latest first; what cannot be read is passed over."""
    found = []
    for about, said in state.workspace().notes().items():
        if about.startswith(_NOTE):
            try:
                found.append(experiments.Experiment.from_json(said))
            except Refused:
                continue
    return tuple(sorted(found, key=lambda each: (each.started, each.name), reverse=True))


def left_out(found: Analysis) -> tuple[str, ...]:
    """Who is in no list because a comparison that leaves them out is still running."""
    return tuple(person for each in kept() if found.as_of < each.due for person in each.held)


def begin(say: Words, found: Analysis) -> None:
    """Choose what to compare; what so many people can show is said before, and too few are not offered it."""
    st.write(say("page.compare.text"))
    left, right = st.columns(2, gap="medium")
    with left:
        strategy = st.selectbox(
            say("page.compare.strategy"),
            [each.slug for each in found.book.strategies],
            format_func=lambda slug: found.book.name(say, slug),
            key="compare_strategy",
        )
        group = st.selectbox(
            say("page.compare.group"),
            (_EVERYBODY, *found.groups),
            format_func=lambda state_: say(
                "page.compare.everybody" if state_ == _EVERYBODY else f"cultivate.group.{state_}"
            ),
            key="compare_group",
        )
        share = st.selectbox(
            say("page.compare.share"),
            _PARTS,
            format_func=lambda part: say("page.compare.part", n=part),
            key="compare_share",
        )
    with right:
        days = st.selectbox(
            say("page.compare.days"),
            _DAYS,
            format_func=lambda count: say("page.compare.days.n", n=count),
            help=say("page.compare.days.help"),
            key="compare_days",
        )
        started = st.date_input(
            say("page.compare.started"),
            value=max(state.today(), found.as_of),
            min_value=found.as_of,
            max_value=max(state.today(), found.as_of),
            help=say("page.compare.started.help"),
            format="YYYY-MM-DD",
            key="compare_started",
        )
        name = st.text_input(
            say("page.compare.name"),
            max_chars=_NAME_SIGNS,
            placeholder=found.book.name(say, strategy),
            key="compare_name",
        ).strip()
    people = _candidates(found, strategy, group)
    if people.empty:
        st.info(say("page.compare.nobody"))
        return
    agreed = _agreed(
        found,
        people,
        strategy,
        name or found.book.name(say, strategy),
        (share, days, started),
    )
    if agreed is None:
        st.info(say("page.compare.too_few", n=len(people)))
        _came_back(say, found)
        return
    st.write(_before(say, agreed))
    st.caption(say("page.compare.rule", day=agreed.due))
    if any(each.name == agreed.name for each in kept()):
        st.caption(say("page.compare.same_name"))
        return
    # Not a callback: a day typed last is handed over with the click, after what a callback would have been given.
    if st.button(say("page.compare.start"), icon=":material/call_split:", key="compare_start"):
        _keep(agreed)
        st.rerun()


def all_of_them(say: Words, found: Analysis) -> None:
    """Every comparison with what it shows, its file and the way to end it."""
    for number, agreed in enumerate(kept()):
        contacted = [
            each.person_id
            for each in progress.contacts()
            if each.outcome == "done" and each.on > agreed.started and each.on <= agreed.due
        ]
        result = experiments.measure(agreed, found.events, found.supporters, found.as_of, contacted)
        with st.container(border=True):
            st.markdown(f"**{safe_text(agreed.name)}**")
            st.write(safe_text(verdict(say, agreed, result, found.as_of)))
            if result.shares is not None:
                show.cards(_figures(say, found, result), width=200)
            for key, count in (("contacted", result.contacted), ("missing", result.missing)):
                if count:
                    st.caption(say(f"compare.{key}", n=count))
            if result.shares is None:
                st.caption(safe_text(_before(say, agreed)))
                st.caption(say("page.compare.rule", day=agreed.due))
            if found.as_of < agreed.due:
                _file(say, found, agreed, number)
            st.button(
                say("page.compare.remove"),
                icon=":material/delete:",
                help=say("page.compare.remove.help"),
                on_click=_remove,
                args=(agreed.name,),
                key=f"compare_remove_{number}",
            )


def verdict(say: Words, agreed: Experiment, result: Result, as_of: dt.date) -> str:
    """What a comparison shows, in a sentence."""
    return say(
        f"compare.{result.verdict}",
        day=as_of,
        started=agreed.started,
        due=agreed.due,
        written=say.share(result.paid_written / result.written) if result.written else "",
        held=say.share(result.paid_held / result.held) if result.held else "",
    )


def _candidates(found: Analysis, strategy: str, group: str) -> pd.DataFrame:
    """Everybody the strategy is for who may be written to, is not resting and is left out nowhere else."""
    everybody = analysis.week(
        found,
        None,
        only=strategy,
        done=progress.contacts(),
        today=state.today(),
        held=left_out(found),
        known=cache.derived(found, analysis.signs),
    )
    return everybody if group == _EVERYBODY else everybody[everybody["state"] == group]


def _agreed(
    found: Analysis, people: pd.DataFrame, strategy: str, name: str, choice: tuple[int, int, dt.date]
) -> Experiment | None:
    """The comparison as it would be, or None where nothing below a quarter could be seen."""
    share, days, started = choice
    seed = 1 + len(kept())
    arms = experiments.assign(people, share=share / 100, seed=seed)
    base = experiments.share_who_paid(found.events, people["person_id"].tolist(), found.as_of, days)
    effect = experiments.smallest_effect(base, len(arms.written), len(arms.held))
    if effect is None or effect > experiments.OFFERED_MOST:
        return None
    return experiments.Experiment(name, strategy, started, days, seed, arms.written, arms.held, base, effect)


def _before(say: Words, agreed: Experiment) -> str:
    return say(
        "compare.before",
        n=len(agreed.held),
        written=len(agreed.written),
        days=agreed.days,
        base=say.share(agreed.base),
        reached=say.share(agreed.base + agreed.effect),
    )


def _figures(say: Words, found: Analysis, result: Result) -> list[tuple[str, str, str]]:
    assert result.shares is not None  # noqa: S101 measured together
    assert result.money is not None  # noqa: S101
    return [
        (
            say("compare.shares"),
            _points(say, result.shares.value),
            _range(say, result.shares, lambda value: _points(say, value)),
        ),
        (
            say("compare.money"),
            say.money(round(result.money.value), found.currency),
            _range(say, result.money, lambda value: say.money(round(value), found.currency)),
        ),
    ]


def _points(say: Words, value: float) -> str:
    return say("compare.points", value=say.number(100 * value, 1))


def _range(say: Words, found: Difference, spoken: Callable[[float], str]) -> str:
    return say("compare.range", low=spoken(found.low), high=spoken(found.high))


def _file(say: Words, found: Analysis, agreed: Experiment, number: int) -> None:
    """The people to write to, for the mail tool."""
    signs = cache.derived(found, analysis.signs)  # here: the file is made outside the run, where no cache is

    def people() -> pd.DataFrame:
        return cultivate.listed(
            found.supporters, agreed.written, agreed.strategy, found.as_of, found.currency, signs, found.book
        )

    tool = sending.choose(say, f"compare_tool_{number}")
    label = say("page.compare.download", n=len(agreed.written))
    sending.download(say, found, people, tool, name=agreed.name, label=label, key=f"compare_{number}")


def _came_back(say: Words, found: Analysis) -> None:
    """Who came back after being written to: the little that can be said of few."""
    since: dict[str, dt.date] = {}
    for each in progress.contacts():
        if each.outcome == "done":
            since.setdefault(each.person_id, each.on)
    counted = experiments.came_back(found.supporters, since)
    if counted.turned_to:
        st.write(say("compare.came_back", n=counted.turned_to, seen=counted.seen, paid=counted.paid))


def _keep(agreed: Experiment) -> None:
    state.workspace().set_note(_NOTE + agreed.name, agreed.to_json())


def _remove(name: str) -> None:
    state.workspace().set_note(_NOTE + name, None)
