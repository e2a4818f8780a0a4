"""What the user said about people who may be one: kept as decisions of the workspace, with a log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from truefans_core.people import Answers, pair_key

if TYPE_CHECKING:
    import datetime as dt

    from truefans_core.store import Workspace

#: What the keys of these decisions begin with.
SAME_PERSON, LOG = "same_person:", "people_log:"
#: Settings that say which addresses are one without asking.
OPTIONS = ("plus_tags", "gmail_dots")


def of_people(workspace: Workspace) -> Answers:
    """The answers as the joining of people takes them."""
    return Answers(
        {
            key.removeprefix(SAME_PERSON): bool(answer["same"])
            for key, answer in workspace.decisions().items()
            if key.startswith(SAME_PERSON)
        },
        **{name: bool(workspace.setting(name, default=False)) for name in OPTIONS},
    )


def answer(workspace: Workspace, a: str, b: str, *, same: bool | None, on: dt.date) -> None:
    """Keep whether two people are one, and that it was said; None takes the answer back.

    Args:
        workspace: where to.
        a: the id of one as keys alone make it.
        b: the id of the other.
        same: what the user says.
        on: the day it is said.
    """
    key = SAME_PERSON + pair_key(a, b)
    decided = workspace.decisions()
    if (decided.get(key) or {}).get("same") == same:
        return
    number = 1 + max((int(name.removeprefix(LOG)) for name in decided if name.startswith(LOG)), default=0)
    did = "undone" if same is None else ("same" if same else "different")
    workspace.decide(key, None if same is None else {"same": same, "on": on.isoformat()})
    workspace.decide(f"{LOG}{number:06d}", {"on": on.isoformat(), "did": did, "a": a, "b": b})


def log(workspace: Workspace) -> list[dict[str, Any]]:
    """What was said and when, newest first: `on`, `did` (same, different, undone), `a`, `b`."""
    found = sorted((k, v) for k, v in workspace.decisions().items() if k.startswith(LOG))
    return [entry for _, entry in reversed(found)]
