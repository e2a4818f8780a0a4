"""A small invented analysis, with names that must not be found where they are hidden."""

import datetime as dt

import numpy as np
import pandas as pd
import pyarrow as pa

from truefans_core import columns, ledger
from truefans_core.analysis import Analysis, Group, MarkKnown, RuleOutcome, ScoreUsed, Settings, Step
from truefans_core.problems import Problem

AS_OF = dt.date(2025, 6, 30)
KEY = b"a workspace's own secret key 123"
HOSTILE = (
    '=HYPERLINK("http://xylo.example","xylo")',
    "<script>window.__x=1</script>",
    "</script><img src=x onerror=window.__x=1>",
    "+xylo|' /C calc'!A0",
    "＝xylo()",
    "xylo\x00\x07\u202egnp",
    "${xylo} $title {0}",
    "@xylo" * 9000,
)


def people_frame(counts, name="Xylo {i} Surname", seed=3):
    """A frame of columns.SUPPORTERS with so many people of each state."""
    rng = np.random.default_rng(seed)
    money = {"known": 0, "casual": 2_000, "engaged": 9_000, "true": 60_000, "gone": 0}
    rows = []
    for state, count in counts.items():
        for _ in range(count):
            i = len(rows)
            paid = int(money[state] * rng.uniform(0.5, 1.5))
            at = pd.Timestamp(AS_OF) - pd.Timedelta(days=int(rng.integers(1, 300)))
            rows.append(
                {
                    **dict.fromkeys(columns.SUPPORTERS),
                    "person_id": f"{i * 7919 + 10**15:016x}",
                    "external_id": f"xylo-ext-{i}",
                    "name": name[i % len(name)] if isinstance(name, tuple) else name.format(i=i),
                    "email": f"xylo{i}@example.com",
                    "company": "Xylo Ltd",
                    "channel": "xylo channel",
                    "platforms": "Patreon",
                    "joined_at": at,
                    "suppressed": False,
                    "first_at": at,
                    "last_at": at,
                    "first_paid_at": at if paid else pd.NaT,
                    "last_paid_at": at if paid else pd.NaT,
                    "paid_through": pd.NaT,
                    "subscribed": paid > 0,
                    "ended": state == "gone",
                    "payments": 3 if paid else 0,
                    "lifetime_minor": paid * 2,
                    "income_year_minor": paid,
                    "income_year_net_minor": int(paid * 0.87),
                    "active_months": 3 if paid else 0,
                    "monthly_minor": paid // 12,
                    "engagement": float(i % 7),
                    "referrals": np.nan,
                    "decayed_minor": float(paid),
                    "score": float(paid),
                    "interest": float(rng.integers(0, 100)),
                    "investment": min(paid / 900, 100.0),
                    "advocacy": np.nan,
                    "tier": "known" if state == "gone" else state,
                    "state": state,
                    "probability": np.nan,
                },
            )
    frame = pd.DataFrame(rows, columns=list(columns.SUPPORTERS))
    for name_of_day in ("joined_at", "first_at", "last_at", "first_paid_at", "last_paid_at", "paid_through"):
        frame[name_of_day] = pd.to_datetime(frame[name_of_day])
    return frame.sort_values("person_id", ignore_index=True)


def payments(people):
    """One payment a person, of the whole year's income, on the day they last paid."""
    paid = people[people["income_year_minor"] > 0]
    rows = {name: [None] * len(paid) for name in columns.EVENTS.names}
    rows |= {
        "person_id": list(paid["person_id"]),
        "kind": ["payment"] * len(paid),
        "at": [t.to_pydatetime().replace(tzinfo=dt.UTC) for t in paid["last_paid_at"]],
        "amount_minor": [int(v) for v in paid["income_year_minor"]],
        "product": ["xylo product"] * len(paid),
    }
    table = pa.table(
        {name: pa.array(rows[name], columns.EVENTS.field(name).type) for name in columns.EVENTS.names}
    )
    return table.append_column("value_minor", table["amount_minor"])


def analysis_of(counts, currency="USD", **more):
    """An Analysis of so many people of each state."""
    people = people_frame(counts, **more)
    income = int(people["income_year_minor"].sum())
    groups = {}
    for state in columns.STATES:
        of = people[people["state"] == state]
        money = int(of["income_year_minor"].sum())
        groups[state] = Group(
            len(of),
            len(of) / max(len(people), 1),
            money / income if income else 0.0,
            money,
            int(of["income_year_net_minor"].sum()),
        )
    n = len(people)
    counted = {s: groups[s].count for s in groups}
    steps, previous = [], None
    for step, count in (
        ("reached", 10 * n),
        ("listed", n),
        ("active", n - counted["gone"]),
        ("engaged", counted["engaged"] + counted["true"]),
        ("true", counted["true"]),
    ):
        rate = count / previous if previous else None
        steps.append(Step(step, count, rate, rate and max(rate - 0.01, 0), rate and min(rate + 0.01, 1)))
        previous = count
    account = ledger.join_accounts(
        [
            ledger.account_table(
                "file-one", [2, 3, 4], ["kept", "merged", "set_aside"], [None, "M_DUPLICATE", "E_NO_ID"]
            ),
            ledger.account_table("file-two", [2], ["kept"], [None]),
        ],
    )
    return Analysis(
        as_of=AS_OF,
        currency=currency,
        supporters=people,
        events=payments(people),
        snapshots=columns.SNAPSHOTS.empty_table(),
        reach=columns.REACH.empty_table(),
        account=account,
        settings=Settings(),
        score=ScoreUsed("decayed_spend", 90.0, {"interest": 0.05, "advocacy": 0.05}),
        marks={m: MarkKnown(int(people[m].notna().sum()), ()) for m in columns.MARKS},
        rule="natural",
        line=None,
        line_kept=False,
        groups=groups,
        tiers_provisional=False,
        ranked=int((people["payments"] > 0).sum()),
        rules={"money": RuleOutcome(1, 0, 0)},
        funnel=tuple(steps),
        backtest=None,
        backtest_reason=None,
        quality={},
        problems=(Problem("S_PLATFORM", 1, {"slug": "xylo file.csv"}),),
    )
