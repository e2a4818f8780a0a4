"""Strategies of one's own: changed, added, kept as plain values, used like those that come with the program."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cultivate.test_plan import SAY, TODAY, ago, payer, supporters
from truefans_core import cultivate
from truefans_core.columns import MARKS, STATES
from truefans_core.cultivate.book import AIMS, LONGEST, MOST_MINUTES, MOST_REST, PAID
from truefans_core.problems import Refused

POSTCARD = cultivate.Edit(
    cultivate.own_slug("Send a postcard"),
    minutes=10,
    rest_days=90,
    effect=0.5,
    name="Send a postcard",
    reason="Bought {{product}}; a card in the mail says more.",
    starter="Dear {{first_name}}, thank you for {{product}}.",
    measure="Who writes back.",
    aim="keep",
    whom=cultivate.Whom(("engaged", "true"), high=("interest",), paid="yes"),
)
BOOK = cultivate.BOOK.with_edit(POSTCARD)
texts = {name: st.text(max_size=LONGEST[name]).map(str.strip) for name in ("reason", "starter", "measure")}
own = st.builds(
    cultivate.Edit,
    st.just(POSTCARD.slug),
    used=st.booleans(),
    minutes=st.integers(1, MOST_MINUTES),
    rest_days=st.integers(0, MOST_REST),
    effect=st.floats(0, 1),
    name=st.text(min_size=1, max_size=LONGEST["name"]).filter(str.strip),
    aim=st.sampled_from(AIMS),
    whom=st.builds(
        cultivate.Whom,
        st.lists(st.sampled_from(STATES), min_size=1, unique=True).map(tuple),
        high=st.lists(st.sampled_from(MARKS), unique=True).map(tuple),
        low=st.lists(st.sampled_from(MARKS), unique=True).map(tuple),
        paid=st.sampled_from(PAID),
        quiet_days=st.integers(0, MOST_REST),
    ),
    **texts,
)
changed = st.builds(
    cultivate.Edit,
    st.sampled_from(sorted(cultivate.BY_SLUG)),
    used=st.booleans(),
    minutes=st.none() | st.integers(1, MOST_MINUTES),
    effect=st.none() | st.floats(0, 1),
    **texts,
)


@given(st.lists(own | changed, max_size=4))
def test_a_book_comes_back_from_plain_values_as_it_was(edits):
    book = cultivate.BOOK
    for edit in edits:
        book = book.with_edit(edit)
    assert cultivate.Book.from_json(json.loads(json.dumps(book.to_json()))) == book
    assert {each.slug for each in book.strategies} <= set(book.every) >= set(cultivate.BY_SLUG)


def test_an_own_strategy_is_listed_with_its_words_for_whom_it_is():
    fits = payer("engaged", product="Print", interest=80.0)
    found = supporters(
        fits, {**fits, "interest": 20.0}, {**fits, "lifetime_minor": 0}, {**fits, "state": "gone"}
    )
    signs = cultivate.signs(*_bought(found["person_id"][0]), TODAY)
    planned = cultivate.plan(
        found, hours=9, as_of=TODAY, book=BOOK, only=BOOK.every[POSTCARD.slug], found=signs
    )
    assert planned["person_id"].tolist() == [found["person_id"][0]]
    row = planned.iloc[0]
    assert row["minutes"] == 10
    assert BOOK.reason(SAY, row) == "Bought Print; a card in the mail says more."
    assert BOOK.starter(SAY, row, "*|FNAME|*") == "Dear *|FNAME|*, thank you for Print."
    assert "shows up: high; has paid" in BOOK.whom(SAY, POSTCARD.slug)
    for tool in ("plain", "mailchimp"):
        assert "Send a postcard" in cultivate.export_for(planned, found, tool, SAY, BOOK)


def _bought(person):
    import datetime as dt

    import pyarrow as pa

    from truefans_core.columns import EVENTS, SNAPSHOTS

    at = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    rows = [{"person_id": person, "kind": "payment", "at": at, "product": "Print"}]
    return pa.Table.from_pylist(rows, schema=EVENTS), SNAPSHOTS.empty_table()


def test_what_is_not_in_use_is_never_listed_and_changed_minutes_and_rest_count():
    found = supporters(payer(last_paid_at=ago(3)))
    first = cultivate.plan(found, hours=5, as_of=TODAY).iloc[0]["strategy"]
    without = cultivate.BOOK.with_edit(cultivate.Edit(first, used=False))
    assert cultivate.plan(found, hours=5, as_of=TODAY, book=without).iloc[0]["strategy"] != first
    long = cultivate.BOOK.with_edit(cultivate.Edit(first, minutes=200, rest_days=3))
    only = long.every[first]
    assert cultivate.plan(found, hours=3, as_of=TODAY, book=long, only=only).empty
    assert cultivate.plan(found, hours=4, as_of=TODAY, book=long, only=only)["minutes"].tolist() == [200]
    done = [cultivate.Contact(found["person_id"][0], first, ago(3).date())]
    assert len(cultivate.plan(found, hours=4, as_of=TODAY, book=long, done=done)) == 1


def test_words_of_a_built_in_strategy_can_be_changed_and_taken_back():
    row = cultivate.plan(supporters(payer("true")), hours=5, as_of=TODAY).iloc[0]
    slug = row["strategy"]
    book = cultivate.BOOK.with_edit(cultivate.Edit(slug, name="Ring them", starter="Hello {{first_name}}!"))
    assert book.name(SAY, slug) == "Ring them"
    assert book.starter(SAY, row) == "Hello {{first_name}}!"
    assert book.reason(SAY, row) == cultivate.BOOK.reason(SAY, row)
    assert book.without(slug) == cultivate.BOOK


def test_a_removed_strategy_still_lets_people_rest_and_is_told_apart_in_the_log():
    found = supporters(payer(last_paid_at=ago(3)))
    done = [cultivate.Contact(found["person_id"][0], POSTCARD.slug, ago(29).date())]
    assert cultivate.plan(found, hours=5, as_of=TODAY, done=done).empty
    assert "removed" in cultivate.BOOK.name(SAY, POSTCARD.slug)
    assert cultivate.listed(found, found["person_id"], POSTCARD.slug, TODAY).empty


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        {"schema": 2, "strategies": []},
        {"schema": 1, "strategies": [{"slug": "own_x"}]},
        {"schema": 1, "strategies": [{"slug": "nothing"}]},
        {"schema": 1, "strategies": [{"slug": "call", "minutes": 0}]},
        {"schema": 1, "strategies": [{"slug": "call", "minutes": True}]},
        {"schema": 1, "strategies": [{"slug": "call", "effect": float("nan")}]},
        {"schema": 1, "strategies": [{"slug": "call", "odd": 1}]},
        {"schema": 1, "strategies": [{"slug": "call", "starter": 3}]},
        {"schema": 1, "strategies": [{"slug": "call"}] * 51},
        {"schema": 1, "strategies": [BOOK.to_json()["strategies"][0] | {"whom": {"states": ["odd"]}}]},
        {"schema": 1, "strategies": [BOOK.to_json()["strategies"][0] | {"whom": {"states": []}}]},
        {"schema": 1, "strategies": [BOOK.to_json()["strategies"][0] | {"name": " "}]},
    ],
)
def test_what_is_no_book_is_refused_in_a_sentence(given):
    with pytest.raises(Refused) as refused:
        cultivate.Book.from_json(given)
    assert refused.value.problem.code == "X_STRATEGIES"


def test_the_slug_of_an_own_strategy_stays_when_it_is_renamed():
    renamed = BOOK.with_edit(replace(POSTCARD, name="A card"))
    assert list(renamed.edits) == [POSTCARD.slug]
