"""People who share no key: what is merged by default, what is suggested, and that every answer can be taken back."""

from __future__ import annotations

import datetime as dt
import importlib.util
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truefans_core.columns import REACH
from truefans_core.ledger import account_table, total
from truefans_core.people import Answers, Decisions, Joined, digests, held, join, known_by, pair_key, suggest
from truefans_core.people.erasing import Erased
from truefans_core.people.sides import told
from truefans_core.records import IDENTITIES, RECORD_EVENTS, RECORD_SNAPSHOTS, Records

DAY = dt.date(2024, 5, 1)
TABLES = ("people", "events", "snapshots", "account", "stated")


def made_people():
    place = Path(__file__).parents[2] / "benchmarks" / "made_people.py"
    spec = importlib.util.spec_from_file_location("made_people", place)
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["made_people"] = module
    spec.loader.exec_module(module)
    return module


def file(name: str, rows: list[dict], until: dt.date = DAY, platform: str | None = None) -> Records:
    """Rows that name a person and may pay (`pay`, `ref`) or state a total (`total`)."""
    identities, events, snapshots = [], [], []
    for number, row in enumerate(rows):
        place = {"row": number, "line": number + 2}
        identities.append(place | {n: row.get(n) for n in IDENTITIES.names if n not in place})
        said = place | {
            "source": name,
            "platform": platform or name.title(),
            "file_id": row.get("file_id", name),
        }
        if "pay" in row:
            at = dt.datetime.combine(row.get("at", DAY), dt.time(12), dt.UTC)
            events.append(
                said
                | {
                    "kind": "payment",
                    "at": at,
                    "amount_minor": row["pay"],
                    "currency": "USD",
                    "ref": row.get("ref"),
                }
            )
        if "total" in row:
            snapshots.append(
                said
                | {
                    "measure": "lifetime_amount",
                    "value": float(row["total"]),
                    "currency": "USD",
                    "as_of": until,
                }
            )
        if "status" in row:
            snapshots.append(said | {"measure": "status", "text": row["status"], "as_of": until})
    lines = [number + 2 for number in range(len(rows))]
    money = [row.get("pay", row.get("total")) for row in rows]
    return Records(
        name, f"{name}.csv", name, platform or name.title(), "direct",
        pa.Table.from_pylist(identities, IDENTITIES), pa.Table.from_pylist(events, RECORD_EVENTS),
        pa.Table.from_pylist(snapshots, RECORD_SNAPSHOTS), REACH.empty_table(),
        account_table(name, lines, ["kept"] * len(lines), [None] * len(lines), ["USD" if m else None for m in money], money),
        until,
    )  # fmt: skip


def reasons(*rows: list[dict]) -> list[tuple[str, str]]:
    found = suggest(join([file(f"f{n}", listed) for n, listed in enumerate(rows)])).pairs
    return list(zip(found["answer"].to_pylist(), found["reasons"].to_pylist(), strict=True))


ANA = {"name": "Ana Lima", "email": "ana.lima@gmail.com"}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({"name": "Ana Lima", "email": "ana.lima@gmial.com"}, ("automatic", "typo,local")),
        ({"name": "Ben Roth", "email": "ana.lima@gmial.com"}, None),
        ({"email": "ana.lima@gmial.com"}, ("open", "typo,local")),
        ({"name": "Ana Lima", "email": "ana.lima@gmail.con"}, ("automatic", "typo,local")),
        ({"name": "Ana Lima", "email": "ana.lima@ymail.com"}, ("open", "local")),
        ({"email": "ana.lima+shop@gmail.com"}, ("open", "alias,local")),
        ({"email": "analima@gmail.com"}, ("open", "alias")),
        ({"email": "a.nalima@googlemail.com"}, ("open", "alias")),
        ({"name": "LIMA, Ana", "email": "x@work.example.com"}, ("open", "name")),
        ({"name": "Ana Lima"}, ("open", "bare")),
        ({"name": "Ana Lima", "handle": "instagram:ana.lima"}, ("open", "handle")),
        ({"name": "Ana", "email": "x@work.example.com"}, None),
    ],
)
def test_what_speaks_for_two_being_one(other: dict, expected: tuple[str, str] | None) -> None:
    assert reasons([ANA], [other]) == ([] if expected is None else [expected])


def test_a_name_counts_by_what_stands_beside_it() -> None:
    other = {"name": "Ana Lima", "email": "x@work.example.com"}
    for extra, expected in (
        ({"city": "Porto"}, ("open", "city")),
        ({"country": "PT"}, ("open", "country")),
        ({"postal_code": "4000 123"}, ("open", "postal")),
        ({"phone": "+351 912 345 678"}, ("automatic", "phone")),
    ):
        assert reasons([ANA | extra], [other | extra]) == [expected]
    assert reasons([ANA | {"country": "PT"}], [other | {"country": "BR"}]) == []


def test_a_common_name_says_nothing_about_any_two() -> None:
    crowd = [{"name": "Ana Lima", "city": "Porto", "email": f"{n}@example.com"} for n in range(9)]
    assert reasons(crowd) == []


def test_one_payment_of_two_exports_under_two_addresses_is_one_person() -> None:
    paid = {"pay": 500, "ref": "A-1001"}
    old, new = (
        file("old", [{"email": "a@example.com", **paid}], platform="Shop"),
        file("new", [{"email": "b@example.org", **paid}], platform="Shop"),
    )
    joined = join([old, new])
    assert joined.people.num_rows == 1
    assert joined.people["keys"].to_pylist() == ["a@example.com\nb@example.org"]


def test_two_tickets_of_one_order_are_two_people() -> None:
    tickets = [{"email": f"{who}@example.com", "pay": 500, "ref": "A-1001"} for who in "ab"]
    assert (
        join([file("old", tickets, platform="Door"), file("new", tickets, platform="Door")]).people.num_rows
        == 2
    )


def test_an_address_in_anothers_order_is_asked_about() -> None:
    assert reasons(
        [{"email": "a@example.com", "pay": 5, "ref": "b@example.org"}], [{"email": "b@example.org"}]
    ) == [("open", "order")]


def test_the_user_can_split_what_was_merged_beyond_doubt() -> None:
    files = [file("f0", [ANA]), file("f1", [{"name": "Ana Lima", "email": "ana.lima@gmial.com"}])]
    (pair,) = suggest(join(files)).pairs.to_pylist()
    said = Decisions(people=Answers({pair_key(pair["a"], pair["b"]): False}))
    assert join(files, said).people.num_rows == 2
    assert suggest(join(files, said)).pairs["answer"].to_pylist() == ["different"]


def test_options_make_aliases_one_without_asking() -> None:
    files = [
        file("f0", [{"email": "ana.lima@gmail.com"}, {"email": "b@example.com"}]),
        file("f1", [{"email": "analima+x@googlemail.com"}, {"email": "b+y@example.com"}]),
    ]
    for answers, left in (
        (Answers(), 4),
        (Answers(plus_tags=True), 3),
        (Answers(gmail_dots=True), 4),
        (Answers(plus_tags=True, gmail_dots=True), 2),
    ):
        assert join(files, Decisions(people=answers)).people.num_rows == left


def test_an_accepted_merge_outlives_an_export_that_brings_a_stronger_key() -> None:
    named = {"external_id": "77", "name": "Ana Lima"}
    files = [file("club", [named]), file("shop", [{"name": "Ana Lima", "email": "x@work.example.com"}])]
    (pair,) = suggest(join(files)).pairs.to_pylist()
    said = Decisions(people=Answers({pair_key(pair["a"], pair["b"]): True}))
    assert join(files, said).people.num_rows == 1
    newer = file("club2", [named | {"email": "a@example.com"}], platform="Club")
    assert join([*files, newer], said).people.num_rows == 1


def test_a_rejected_pair_does_not_come_back_by_way_of_a_third() -> None:
    rows = [{"name": "Ana Lima", "city": "Porto", "email": f"{n}@example{n}.com"} for n in range(3)]
    files = [file(f"f{n}", [row]) for n, row in enumerate(rows)]
    ids = {each["email"]: each["person_id"] for each in join(files).people.to_pylist()}
    a, b, c = (ids[row["email"]] for row in rows)
    said = Decisions(people=Answers({pair_key(a, b): False, pair_key(b, c): True}))
    assert suggest(join(files, said)).open.num_rows == 0


def test_every_likely_suggestion_lowers_the_head_count_by_one() -> None:
    files = [file("f0", [ANA, {"email": "z@example.com"}]), file("f1", [{"email": "analima@gmail.com"}])]
    joined = join(files)
    ids = joined.people["person_id"].to_pylist()
    found = suggest(joined)
    assert (len(ids), found.fewest(ids), found.fewest(ids[:1])) == (3, 2, 1)
    assert found.fewest([]) == 0


def test_every_reason_can_be_told() -> None:
    from truefans_core.people.evidence import REASONS
    from truefans_core.words import Words

    found = suggest(
        join([file("f0", [ANA]), file("f1", [{"name": "Ana Lima", "email": "ana.lima@gmial.com"}])])
    )
    sides = [found.side(found.pairs[name][0].as_py()) for name in "ab"]
    for reason in REASONS:
        message, params = told(reason, *sides)
        assert Words("en")(message, **params)
    assert told("typo", *sides) == ("people.match.typo", {"slip": "gmial.com", "meant": "gmail.com"})


# The made set


def test_merges_by_default_are_all_right_and_nine_of_ten_of_the_rest_are_suggested() -> None:
    made = made_people()
    found = made.judge(made.made(1500, seed=3))
    merged, rightly = found.automatic
    assert merged == rightly > 50
    left, suggested = found.rest
    assert suggested >= 0.9 * left > 200


_MADE = None


def _files() -> list[Records]:
    global _MADE  # noqa: PLW0603
    if _MADE is None:
        _MADE = made_people().made(60, seed=5).files
    return _MADE


def _same(one: Joined, other: Joined) -> bool:
    return all(getattr(one, name).equals(getattr(other, name)) for name in TABLES)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_answers_taken_back_in_any_order_leave_the_identical_tables(data: st.DataObject) -> None:
    before = join(_files())
    ids = before.merged.alone.ids.to_pylist()
    pairs = data.draw(
        st.lists(
            st.tuples(st.sampled_from(ids), st.sampled_from(ids)).filter(lambda p: p[0] != p[1]), max_size=8
        )
    )
    answers = {pair_key(*pair): data.draw(st.booleans()) for pair in pairs}
    kept: dict[str, bool] = {}
    for key in data.draw(st.permutations(list(answers))):
        kept[key] = answers[key]
    forward = join(_files(), Decisions(people=Answers(answers)))
    assert _same(forward, join(_files(), Decisions(people=Answers(kept))))
    assert total(forward.account).records_in == total(before.account).records_in
    some = data.draw(st.permutations(list(answers)))
    half, rest = some[: len(some) // 2], some[len(some) // 2 :]
    without_half = {key: answers[key] for key in rest}
    again = {**without_half, **{key: answers[key] for key in half}}
    assert _same(join(_files(), Decisions(people=Answers(again))), forward)
    for key in some:
        del again[key]
    assert _same(join(_files(), Decisions(people=Answers(again))), before)


# Exports that come again


def test_a_newer_export_updates_and_the_older_state_stays_as_history() -> None:
    old = file(
        "jan", [ANA | {"status": "active", "city": "Porto"}], until=dt.date(2024, 1, 31), platform="Club"
    )
    new = file("feb", [ANA | {"status": "left", "city": "Faro"}], until=dt.date(2024, 2, 29), platform="Club")
    for order in ([old, new], [new, old]):
        joined = join(order)
        assert joined.people["city"].to_pylist() == ["Faro"]
        assert joined.snapshots.select(["as_of", "text"]).to_pylist() == [
            {"as_of": dt.date(2024, 1, 31), "text": "active"},
            {"as_of": dt.date(2024, 2, 29), "text": "left"},
        ]


# Erasing one person


def test_an_erased_person_does_not_come_back_and_the_account_adds_up() -> None:
    secret = b"of this workspace"
    rows = [
        {"email": "a@example.com", "external_id": "7", "pay": 500, "ref": "1"},
        {"email": "b@example.com", "pay": 300, "ref": "2"},
    ]
    first = file("shop", rows)
    joined = join([first])
    (mine,) = (p["person_id"] for p in joined.people.to_pylist() if p["email"] == "a@example.com")
    who = held(joined, mine)
    assert who.lines == {"shop": (2,)}
    assert set(who.values) == {"a@example.com", "7"}
    assert mine in who.ids
    erased = Erased(secret, digests(who.keys, secret))
    later = file("later", [{"external_id": "7", "pay": 900, "ref": "3"}], platform="Shop")
    after = join([first, later], Decisions(erased=erased))
    assert after.people["email"].to_pylist() == ["b@example.com"]
    assert after.events["amount_minor"].to_pylist() == [300]
    account = total(after.account)
    assert (account.records_in, account.kept) == (3, 1)
    assert [(each.reason, each.count) for each in account.set_aside] == [("W_ERASED", 2)]
    assert account.money["USD"].set_aside == 1400
    assert "example.com" not in repr(who)
    assert b"of this" not in repr(erased).encode()


def test_nobody_can_be_held_who_is_not_there() -> None:
    with pytest.raises(KeyError):
        held(join([]), "nobody")


# Looking back


@pytest.mark.parametrize(
    ("row", "until", "there"),
    [
        ({"pay": 500, "at": dt.date(2024, 1, 5)}, DAY, True),
        ({"pay": 500, "at": dt.date(2024, 3, 5)}, DAY, False),
        ({"joined_at": dt.date(2024, 1, 5)}, DAY, True),
        ({"joined_at": dt.date(2024, 3, 5)}, DAY, False),
        ({"status": "active"}, DAY, False),
        ({}, None, True),
    ],
)
def test_who_is_first_heard_of_later_is_not_there_yet(row: dict, until: dt.date | None, there: bool) -> None:
    joined = join([file("shop", [ANA | row], until=until)])
    assert known_by(joined, dt.date(2024, 1, 31)).num_rows == there
    assert known_by(joined, DAY).num_rows == 1
