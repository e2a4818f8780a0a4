"""The week's plan: who is in it, who never is, in which order, and what stands in the files."""

import csv
import datetime as dt
import io

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truefans_core import cultivate
from truefans_core.columns import EVENTS, SNAPSHOTS, SUPPORTERS
from truefans_core.cultivate.signs import with_signs
from truefans_core.words import PRESETS, Words

TODAY = dt.date(2026, 6, 30)
SAY = Words()


def supporters(*people: dict[str, object]) -> pd.DataFrame:
    """A supporters frame; what a person does not state is unknown or nothing."""
    numbers = {
        name: 0 for name in SUPPORTERS if name.endswith("_minor") or name in ("payments", "active_months")
    }
    blank = {
        **dict.fromkeys(SUPPORTERS),
        **numbers,
        "suppressed": False,
        "subscribed": False,
        "ended": False,
        "state": "casual",
        "interest": np.nan,
        "advocacy": np.nan,
    }
    rows = [
        {**blank, "person_id": f"{i:016x}", "email": f"p{i}@example.com", **p} for i, p in enumerate(people)
    ]
    frame = pd.DataFrame(rows, columns=list(SUPPORTERS))
    for name in ("joined_at", "first_at", "last_at", "first_paid_at", "last_paid_at", "paid_through"):
        frame[name] = pd.to_datetime(frame[name])
    return frame.astype(
        {"interest": float, "advocacy": float, "suppressed": bool, "subscribed": bool, "ended": bool}
    )


def ago(days: int) -> pd.Timestamp:
    return pd.Timestamp(TODAY) - pd.Timedelta(days=days)


def payer(state: str = "engaged", income: int = 5000, **more: object) -> dict[str, object]:
    return {
        "name": "Ada Lovelace",
        "state": state,
        "income_year_minor": income,
        "lifetime_minor": income,
        "payments": 3,
        "active_months": 3,
        "first_paid_at": ago(300),
        "last_paid_at": ago(20),
        "last_at": ago(10),
        "interest": 60.0,
        **more,
    }


people = st.lists(
    st.fixed_dictionaries(
        {
            "state": st.sampled_from(["known", "casual", "engaged", "true", "gone"]),
            "suppressed": st.booleans(),
            "income_year_minor": st.integers(-500, 10**6),
            "lifetime_minor": st.integers(0, 10**7),
            "monthly_minor": st.sampled_from([0, 500]),
            "payments": st.integers(0, 40),
            "active_months": st.integers(0, 40),
            "subscribed": st.booleans(),
            "interest": st.none() | st.floats(0, 100),
            "advocacy": st.none() | st.floats(0, 100),
            "last_at": st.none() | st.integers(0, 900).map(ago),
            "last_paid_at": st.none() | st.integers(0, 900).map(ago),
            "first_paid_at": st.none() | st.integers(900, 1500).map(ago),
            "name": st.none() | st.sampled_from(["Ada", "=HYPERLINK(1)", "King, Ada", "Ada, B, C"]),
            "email": st.none() | st.sampled_from(["a@example.com", "+x@example.com"]),
        },
    ),
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(people, st.floats(0, 10))
def test_suppressed_people_are_in_no_plan_and_no_file(drawn, hours):
    # Every person gets an address of their own, so that a file names them beyond doubt.
    found = supporters(*[{**p, "email": p["email"] and f"p{i}{p['email']}"} for i, p in enumerate(drawn)])
    planned = cultivate.plan(found, hours=hours, as_of=TODAY, currency="USD")
    silent = found[found["suppressed"]]
    assert not set(planned["person_id"]) & set(silent["person_id"])
    assert planned.attrs["left_out"] == len(silent)
    assert planned["minutes"].sum() <= hours * 60
    # Even a plan made before somebody said no gives no file with them in it.
    open_plan = cultivate.plan(found.assign(suppressed=False), hours=hours, as_of=TODAY, currency="USD")
    for made, tools in ((planned, ("plain", "klaviyo")), (open_plan, cultivate.TOOL_SLUGS)):
        for tool in tools:
            text = cultivate.export_for(made, found, tool, SAY)
            rows = list(csv.reader(io.StringIO(text)))
            cells = {cell for row in rows[1:] for cell in row}
            assert not cells & {
                f"{quote}{email}" for email in silent["email"].dropna() for quote in ("", "'")
            }
            assert not cells & set(silent["person_id"])
            assert all(cell[:1] not in "=+-@" for row in rows for cell in row if cell)


@settings(max_examples=30, deadline=None)
@given(people, st.randoms(use_true_random=False))
def test_the_same_people_in_any_order_give_the_same_plan(drawn, shuffle):
    found = supporters(*drawn)
    order = list(range(len(found)))
    shuffle.shuffle(order)
    first = cultivate.plan(found, hours=2, as_of=TODAY)
    second = cultivate.plan(found.iloc[order], hours=2, as_of=TODAY)
    pd.testing.assert_frame_equal(first, second, check_dtype=False)


def test_an_unknown_consent_state_counts_as_no():
    found = supporters(payer())
    found["suppressed"] = pd.array([pd.NA], dtype="boolean")
    assert cultivate.plan(found, hours=5, as_of=TODAY).empty


def test_equal_people_come_in_the_order_of_their_ids():
    planned = cultivate.plan(supporters(*[payer(last_paid_at=ago(5))] * 30), hours=1, as_of=TODAY)
    assert planned["person_id"].is_monotonic_increasing
    assert len(planned) == 20
    assert planned.attrs["waiting"] == 10
    assert planned["rank"].tolist() == list(range(1, 21))


@pytest.mark.parametrize(
    ("person", "strategy"),
    [
        (payer("gone", 0, lifetime_minor=9000, last_paid_at=ago(100)), "win_back"),
        (payer("true", 24000, subscribed=True, monthly_minor=2000, active_months=14), "offer_yearly"),
        (payer("casual", 0, payments=0, last_paid_at=None, last_at=ago(200), interest=80.0), "ask"),
        (payer("engaged", 3000, last_paid_at=ago(3), last_at=ago(3), advocacy=10.0), "thank"),
        (payer("true", 9000, last_at=ago(60), last_paid_at=ago(60), advocacy=10.0), "share_progress"),
    ],
)
def test_each_situation_gets_its_strategy(person, strategy):
    # Others give the groups their typical incomes, and nobody is a step below anything better.
    planned = cultivate.plan(supporters(person), hours=5, as_of=TODAY, currency="USD")
    assert planned["strategy"].tolist() == [strategy]


def test_signs_tell_of_cards_refunds_and_products():
    import pyarrow as pa

    found = supporters(payer("true"), payer("engaged"), payer("engaged"), payer("true", 50_000))
    ids = found["person_id"].tolist()
    at = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    events = pa.Table.from_pylist(
        [
            {"person_id": ids[1], "kind": "refund", "at": at},
            {"person_id": ids[2], "kind": "payment", "at": at, "product": "Print"},
            {"person_id": ids[2], "kind": "payment", "at": at.replace(year=2027), "product": "Later"},
            {"person_id": None, "kind": "refund", "at": at},
        ],
        schema=EVENTS,
    )
    days = (dt.date(2026, 6, 1), dt.date(2026, 6, 20))
    snapshots = pa.Table.from_pylist(
        [
            {
                "person_id": ids[0],
                "source": "patreon",
                "as_of": days[1],
                "measure": "status",
                "text": "Declined patron",
            },
            {
                "person_id": ids[1],
                "source": "patreon",
                "as_of": days[0],
                "measure": "status",
                "text": "declined",
            },
            {
                "person_id": ids[1],
                "source": "patreon",
                "as_of": days[1],
                "measure": "status",
                "text": "active",
            },
        ],
        schema=SNAPSHOTS,
    )
    signs = cultivate.signs(events, snapshots, TODAY)
    assert signs["declined"].to_dict() == {ids[0]: True, ids[1]: False, ids[2]: False}
    found.loc[2, "last_paid_at"] = ago(60)
    planned = cultivate.plan(found, hours=9, as_of=TODAY, currency="USD", found=signs).set_index("person_id")
    assert planned["strategy"][[ids[0], ids[1], ids[2]]].tolist() == [
        "repair_card",
        "repair_refund",
        "personal_note",
    ]
    message, params = cultivate.reason({**planned.loc[ids[2]]})
    assert "Print" in SAY(message, **params)


def test_a_member_is_thanked_only_for_a_payment_whose_day_a_file_tells():
    import pyarrow as pa

    found = supporters(*[payer("true", last_paid_at=pd.Timestamp(TODAY), subscribed=True)] * 2)
    told = {"source": "patreon", "as_of": TODAY, "measure": "last_activity"}
    days = (TODAY - dt.date(1970, 1, 1)).days
    stated = pa.Table.from_pylist(
        [{**told, "person_id": found["person_id"][0], "value": float(days)}], schema=SNAPSHOTS
    )
    signs = cultivate.signs(EVENTS.empty_table(), stated, TODAY)
    people = with_signs(found, signs)
    assert cultivate.BY_SLUG["thank"].fits(people, TODAY).tolist() == [True, False]
    assert people["last_paid_at"].notna().tolist() == [True, False]


def test_who_was_turned_to_rests_as_long_as_the_strategy_says():
    found = supporters(payer(last_paid_at=ago(3)))
    rest = cultivate.BY_SLUG["thank"].rest_days
    done = cultivate.Contact(found["person_id"][0], "thank", TODAY)
    for day in range(rest):
        when = TODAY + dt.timedelta(days=day)
        assert cultivate.plan(found, hours=5, as_of=when, done=[done]).empty
    after = cultivate.plan(found, hours=5, as_of=TODAY + dt.timedelta(days=rest), done=[done])
    assert len(after) == 1


def test_gain_of_a_step_up_is_the_stated_formula():
    low, high = payer("engaged", 2000, advocacy=20.0), payer("true", 10_000, suppressed=True)
    planned = cultivate.plan(supporters(low, high, high), hours=5, as_of=TODAY)
    # Early access: a step up .15, effect .4; readiness ½ + mean(60, 20)/100; the others' income is no part of who may be written to.
    assert planned["strategy"].tolist() == ["early_access"]
    typical_of_true = 0  # nobody true may be written to, so no step can be told
    assert planned["gain_minor"].tolist() == [typical_of_true]
    high["suppressed"] = False
    planned = cultivate.plan(supporters(low, high, high), hours=5, as_of=TODAY).set_index("person_id")
    assert planned["gain_minor"]["0" * 16] == round(0.15 * 0.4 * 0.9 * (10_000 - 2000))


def test_what_would_be_lost_counts_with_the_chance_of_leaving_of_the_own_people():
    found = supporters(payer("true", 10_000, last_paid_at=ago(3), advocacy=10.0))
    half = cultivate.Chances(leave={**cultivate.Chances().leave, "true": cultivate.Chance(0.5, 20, 40, True)})
    planned = cultivate.plan(found, hours=5, as_of=TODAY, chances=half)
    assert planned["strategy"].tolist() == ["thank"]
    assert planned["gain_minor"].tolist() == [round(0.10 * 0.5 * 10_000)]
    quiet = supporters(payer("true", 10_000, last_paid_at=ago(60), last_at=ago(60), advocacy=10.0))
    assert cultivate.plan(quiet, hours=5, as_of=TODAY, chances=half)["gain_minor"].tolist() == [
        round(0.05 * 0.9 * 10_000)  # share progress; twice a half, but never more than nine in ten
    ]


def test_one_more_hour_is_worth_something_while_people_wait():
    planned = cultivate.plan(supporters(*[payer("true", last_paid_at=ago(4))] * 60), hours=1, as_of=TODAY)
    longer = cultivate.plan(supporters(*[payer("true", last_paid_at=ago(4))] * 60), hours=2, as_of=TODAY)
    assert (
        planned.attrs["one_more_hour_minor"] == longer["gain_minor"].sum() - planned["gain_minor"].sum() > 0
    )
    assert cultivate.plan(supporters(), hours=1, as_of=TODAY).attrs["waiting"] == 0


@pytest.mark.parametrize("preset", PRESETS)
def test_every_strategy_has_its_words(preset):
    say = Words(preset=preset)
    row = {
        **dict.fromkeys(cultivate.COLUMNS),
        "currency": "USD",
        "product": "Print",
        "answer": "more maps",
        "recommends": 3.0,
        "answered_at": ago(3),
        "active_months": 7,
        "last_at": ago(3),
        "last_paid_at": ago(3),
        "refunded_at": ago(3),
        "income_year_minor": 100,
        "lifetime_minor": 100,
        "monthly_minor": 100,
    }
    for strategy in cultivate.STRATEGIES:
        for known in (
            row,
            {
                **row,
                "currency": "",
                "last_at": None,
                "last_paid_at": None,
                "refunded_at": None,
                "answered_at": None,
            },
        ):
            message, params = cultivate.reason({**known, "strategy": strategy.slug})
            assert say.knows(message), message
            assert say(message, **params)
        message, params = cultivate.starter({**row, "strategy": strategy.slug})
        assert cultivate.FIRST_NAME in say(message, **params)
        assert say(f"cultivate.strategy.{strategy.slug}")
        assert say(f"cultivate.measure.{strategy.slug}")
        assert cultivate.BOOK.whom(say, strategy.slug)
        assert say(f"cultivate.family.{strategy.family}")
    assert cultivate.survey(say).count("\n\n") == 6


HEADINGS = {
    "mailchimp": ["Email Address", "First Name", "Last Name", "Tags"],
    "kit": ["Email", "First name", "Tags"],
    "beehiiv": ["email", "First Name", "Last Name", "tags"],
    "substack": ["Email"],
    "ghost": ["email", "name", "labels"],
    "brevo": ["EMAIL", "FIRSTNAME", "LASTNAME", "GROUP", "KIND", "NEXT_STEP", "CONSENT"],
    "hubspot": [
        "Email", "First name", "Last name", "Company name", "Group", "Kind", "Next step", "Consent",
    ],
    "klaviyo": [
        "Email", "First Name", "Last Name", "Organization", "Email Marketing Consent", "Group", "Kind",
        "Next step",
    ],
}  # fmt: skip
#: Headings that are the tool's own on its page; the others are names of ours for tags and attributes.
DOCUMENTED = {
    "mailchimp": {"Email Address", "First Name", "Last Name", "Tags"},
    "kit": {"Email", "First name", "Tags"},
    "beehiiv": {"email", "First Name", "Last Name", "tags"},
    "substack": {"Email"},
    "ghost": {
        "email", "name", "note", "subscribed_to_emails", "stripe_customer_id", "complimentary_plan", "labels",
        "created_at",
    },
    "brevo": {"EMAIL", "FIRSTNAME", "LASTNAME"},
    "hubspot": {"Email", "First name", "Last name", "Company name"},
    "klaviyo": {"Email", "First Name", "Last Name", "Organization", "Email Marketing Consent"},
}  # fmt: skip
OURS = {"Group", "Kind", "Next step", "Consent", "GROUP", "KIND", "NEXT_STEP", "CONSENT"}


@pytest.mark.parametrize("tool", cultivate.TOOLS, ids=lambda tool: tool.slug)
def test_every_heading_is_documented_or_an_attribute_of_ours_and_its_page_is_named(tool):
    heads = {head for head, _ in tool.columns}
    assert heads <= DOCUMENTED[tool.slug] | OURS
    assert len(heads & DOCUMENTED[tool.slug]) >= min(3, len(heads))
    assert tool.source.startswith("https://")
    assert tool.slug in tool.source.replace("support.substack.com", "substack")


def test_a_yes_to_mail_is_carried_and_nothing_is_claimed_where_nothing_was_said():
    found = supporters(payer("true", consent=True), payer("true"))
    planned = cultivate.plan(found, hours=5, as_of=TODAY)
    for tool in cultivate.TOOL_SLUGS:
        rows = list(csv.DictReader(io.StringIO(cultivate.export_for(planned, found, tool, SAY))))
        said = ["Said yes to mail" in str(row) or "Subscribe" in row.values() for row in rows]
        assert said == ([False, False] if tool == "substack" else [True, False]), tool


def test_the_kind_of_a_person_is_a_tag_and_a_column():
    found = supporters(payer("true"))
    planned = cultivate.plan(found, hours=5, as_of=TODAY)
    kinds = {found["person_id"][0]: "shows up a lot, pays less"}
    row = next(
        csv.DictReader(io.StringIO(cultivate.export_for(planned, found, "mailchimp", SAY, kinds=kinds)))
    )
    assert row["Tags"] == "True fan, shows up a lot  pays less, Ask for a referral"
    row = next(csv.DictReader(io.StringIO(cultivate.export_for(planned, found, "plain", SAY, kinds=kinds))))
    assert row["Kind"] == "shows up a lot, pays less"


@pytest.mark.parametrize("tool", HEADINGS)
def test_headings_are_the_tools_own(tool):
    found = supporters(payer("true"), payer("true", email=None))
    planned = cultivate.plan(found, hours=5, as_of=TODAY)
    rows = list(csv.reader(io.StringIO(cultivate.export_for(planned, found, tool, SAY))))
    assert rows[0] == HEADINGS[tool]
    assert len(rows) == 2
    assert cultivate.without_address(planned, found) == 1
    if tool == "mailchimp":
        assert rows[1] == ["p0@example.com", "Ada", "Lovelace", "True fan, Ask for a referral"]


def test_kit_gets_no_column_whose_blanks_would_erase_names():
    found = supporters(payer("true"), payer("true", name=None))
    planned = cultivate.plan(found, hours=5, as_of=TODAY)
    head = cultivate.export_for(planned, found, "kit", SAY).splitlines()[0]
    assert head == "Email,Tags"


def test_plain_list_reads_by_itself():
    found = supporters(payer("gone", 0, lifetime_minor=9000, last_paid_at=ago(100), email=None))
    planned = cultivate.plan(found, hours=5, as_of=TODAY, currency="EUR")
    row = next(csv.DictReader(io.StringIO(cultivate.export_for(planned, found, "plain", SAY))))
    assert row["Next step"] == "Win back"
    assert "€90 in all" in row["Why"]
    assert "{{first_name}}" in row["How to begin"]


def test_who_is_put_off_is_back_after_a_week():
    found = supporters(payer(last_paid_at=ago(3)))
    later = cultivate.Contact(found["person_id"][0], "thank", TODAY, "later")
    for days in range(12):
        planned = cultivate.plan(
            found, hours=5, as_of=TODAY, today=TODAY + dt.timedelta(days=days), done=[later]
        )
        assert len(planned) == (days >= cultivate.LATER_DAYS)


def test_a_skipped_strategy_makes_room_for_the_next_best_and_comes_back_after_its_rest_time():
    found = supporters(payer(last_paid_at=ago(3)))
    before = cultivate.plan(found, hours=5, as_of=TODAY).iloc[0]
    skipped = cultivate.Contact(found["person_id"][0], before["strategy"], TODAY, "skipped")
    after = cultivate.plan(found, hours=5, as_of=TODAY, done=[skipped]).iloc[0]
    assert after["strategy"] == before["then"] != before["strategy"]
    rest = dt.timedelta(days=cultivate.BY_SLUG[before["strategy"]].rest_days)
    again = cultivate.plan(found, hours=5, as_of=TODAY, today=TODAY + rest, done=[skipped]).iloc[0]
    assert again["strategy"] == before["strategy"]


def test_who_is_left_out_to_compare_is_in_no_plan():
    found = supporters(payer(), payer(), payer(suppressed=True))
    held = [found["person_id"][0], found["person_id"][2]]
    planned = cultivate.plan(found, hours=5, as_of=TODAY, held=held)
    assert planned["person_id"].tolist() == [found["person_id"][1]]
    assert planned.attrs["held"] == 1


@given(
    st.lists(
        st.builds(
            cultivate.Contact,
            st.sampled_from(["0" * 16, "a" * 16]),
            st.sampled_from(["thank", "call"]),
            st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
            st.sampled_from(cultivate.OUTCOMES),
            st.text(max_size=20).map(str.strip),
        ),
        unique_by=lambda c: (c.person_id, c.strategy, c.on),
    )
)
def test_contacts_come_back_from_the_notes_of_a_workspace_as_they_were(contacts):
    notes = dict(cultivate.as_note(contact) for contact in contacts)
    found = cultivate.from_notes(
        {**notes, "contact:odd": {}, "report": "text", "contact:a:b:c": {"outcome": "done"}}
    )
    assert set(found) == set(contacts)
    assert list(found) == sorted(found, key=lambda c: c.on, reverse=True) or len({c.on for c in found}) < len(
        found
    )
