"""Groups as they may be shown: with names hidden, none of fewer than five people.

A group that is too small is joined with the smaller of its neighbours, so that every sum stays whole and nothing
can be worked out by taking one number from another. The true fans, of whom a report speaks first, are joined last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from truefans_core.report.pack import FEWEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from truefans_core.words import Words

#: Groups from the one furthest away to the closest: neighbours are joined.
ORDER = ("gone", "known", "casual", "engaged", "true")
_PLURAL = {
    "gone": "gone_many",
    "known": "known_many",
    "casual": "casual_many",
    "engaged": "engaged_many",
    "true": "true_fans",
}


def shown_groups(counts: Mapping[str, int], *, hidden: bool) -> tuple[tuple[str, ...], ...]:
    """The groups to show, each as the states it is made of; those with nobody are left out.

    Args:
        counts: people by state.
        hidden: whether names are hidden.

    Example:
        >>> shown_groups({"known": 90, "casual": 40, "engaged": 12, "true": 3}, hidden=True)
        (('known',), ('casual',), ('engaged', 'true'))
    """
    groups = [(state,) for state in ORDER if counts.get(state, 0)]
    merged: list[tuple[str, ...]] = list(groups)

    def size(group: tuple[str, ...]) -> int:
        return sum(counts[state] for state in group)

    while hidden and len(merged) > 1 and min(map(size, merged)) < FEWEST:
        small = min(range(len(merged)), key=lambda i: size(merged[i]))
        beside = [i for i in (small - 1, small + 1) if 0 <= i < len(merged)]
        first = min(small, min(beside, key=lambda i: (merged[i] == ("true",), size(merged[i]))))
        merged[first : first + 2] = [merged[first] + merged[first + 1]]
    return tuple(merged)


def colour_states(groups: pd.DataFrame) -> tuple[str, ...]:
    """The state that gives each group its colour: of groups joined, the closest."""
    return tuple(str(state).rpartition("+")[2] for state in groups["state"])


def enough(people: int, *, hidden: bool) -> bool:
    """Whether a number of people may be shown as it is."""
    return not hidden or people == 0 or people >= FEWEST


def apart(count: int, told: Iterable[int], *, hidden: bool) -> bool:
    """Whether a number of people may be shown beside others: neither it nor what lies between is a few people."""
    return all(enough(each, hidden=hidden) for each in (count, *(abs(count - other) for other in told)))


def told_counts(groups: pd.DataFrame) -> tuple[int, ...]:
    """What the groups tell: how many people there are, and how many stand at least so close, for each of them."""
    return tuple(int(n) for n in groups["people"][::-1].cumsum())


def true_fans_told(groups: pd.DataFrame, *, hidden: bool) -> bool:
    """Whether the number of true fans may be shown: neither they nor all others together are a few people.

    Args:
        groups: from `group_frame`.
        hidden: whether names are hidden.
    """
    true = groups[[("true" in str(state).split("+")) for state in groups["state"]]]
    return true.empty or (
        true["state"].iloc[0] == "true" and enough(int(true["people"].iloc[0]), hidden=hidden)
    )


def group_label(states: tuple[str, ...], say: Words) -> str:
    """What a group is called: "True fans", or "Engaged fans and True fans" where two are shown as one; of more the ends."""
    names = [say(f"report.group.{_PLURAL[state]}") for state in states]
    if len(names) == 1:
        return names[0]
    joined = "report.group.joined" if len(names) == 2 else "report.group.range"  # noqa: PLR2004 both are named
    return say(joined, first=names[0], last=names[-1])


def group_frame(supporters: pd.DataFrame, say: Words, *, hidden: bool) -> pd.DataFrame:
    """The groups with their people and money, in the order they are shown.

    Needs `state`, `income_year_minor`, `income_year_net_minor`, `lifetime_minor`.

    Returns:
        `state` (joined by "+"), `label`, `people`, `share_people`, `income_minor`, `net_minor`,
        `lifetime_minor`, `share_income` (NaN where there is no income).
    """
    states = supporters["state"].astype(str)
    counts = {str(state): int(n) for state, n in states.value_counts().items()}
    total = len(supporters)
    income = int(supporters["income_year_minor"].sum())
    rows = []
    for group in shown_groups(counts, hidden=hidden):
        of_group = supporters[states.isin(group)]
        money = int(of_group["income_year_minor"].sum())
        rows.append(
            {
                "state": "+".join(group),
                "label": say("report.everyone") if 1 < len(group) == len(counts) else group_label(group, say),
                "people": len(of_group),
                "share_people": len(of_group) / total,
                "income_minor": money,
                "net_minor": int(of_group["income_year_net_minor"].sum()),
                "lifetime_minor": int(of_group["lifetime_minor"].sum()),
                "share_income": money / income if income > 0 else float("nan"),
            },
        )
    columns = [
        "state", "label", "people", "share_people", "income_minor", "net_minor", "lifetime_minor", "share_income",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)
