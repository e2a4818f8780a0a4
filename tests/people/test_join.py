"""Who is one person, what is believed of them, and that no money is counted twice."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from hashlib import sha256

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truefans_core import people
from truefans_core.columns import EVENTS, PEOPLE, REACH, SNAPSHOTS
from truefans_core.ledger import account_table, summarise, total
from truefans_core.people.keys import SHARED_BESIDE
from truefans_core.records import IDENTITIES, RECORD_EVENTS, RECORD_SNAPSHOTS, Records

DAY = dt.date(2024, 5, 1)


def noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)


def table(
    file_id: str,
    rows: list[dict],
    *,
    file: str = "",
    source: str = "shop",
    platform: str = "Shop",
    until: dt.date | None = DAY,
    reach: list[dict] | None = None,
) -> Records:
    """Records of rows that name a person (identity columns) and may pay (pay, ref, at) or state totals."""
    identities, events, snapshots = [], [], []
    for number, row in enumerate(rows):
        line = row.get("line", number + 2)
        named = {name: row.get(name) for name in IDENTITIES.names} | {"row": number, "line": line}
        nobody = not any(row.get(name) for name in ("email", "external_id", "handle", "name", "company"))
        if not nobody:
            identities.append(named)
        base = {
            "row": -1 if nobody else number,
            "source": source,
            "platform": platform,
            "file_id": file_id,
            "line": line,
        }
        if "pay" in row:
            kind = "refund" if row["pay"] < 0 else "payment"
            money = {"amount_minor": abs(row["pay"]), "currency": row.get("currency", "USD")}
            events.append(
                base | money | {"kind": kind, "at": noon(row.get("at", DAY)), "ref": row.get("ref")}
            )
        if "fee" in row:
            events.append(
                base
                | {
                    "kind": "fee",
                    "at": noon(row.get("at", DAY)),
                    "amount_minor": row["fee"],
                    "ref": row.get("ref"),
                    "currency": "USD",
                }
            )
        if "total" in row:
            stated = {
                "measure": "lifetime_amount",
                "value": float(row["total"]),
                "currency": "USD",
                "as_of": until,
            }
            snapshots.append(base | stated)
        if "opens" in row:
            snapshots.append(base | {"measure": "opens", "value": float(row["opens"]), "as_of": until})
    money = [row.get("pay", row.get("total")) for row in rows]
    return Records(
        file_id,
        file or f"{file_id}.csv",
        source,
        platform,
        "direct",
        pa.Table.from_pylist(identities, IDENTITIES),
        pa.Table.from_pylist(events, RECORD_EVENTS),
        pa.Table.from_pylist(snapshots, RECORD_SNAPSHOTS),
        pa.Table.from_pylist(reach or [], REACH),
        account_table(
            file_id,
            [row.get("line", number + 2) for number, row in enumerate(rows)],
            ["kept"] * len(rows),
            [None] * len(rows),
            [None if m is None else row.get("currency", "USD") for m, row in zip(money, rows, strict=True)],
            money,
        ),
        until,
    )


def of(joined: people.Joined) -> list[dict]:
    return joined.people.to_pylist()


def test_nothing_at_all_is_empty_tables() -> None:
    joined = people.join([])
    assert (joined.people.schema, joined.events.schema, joined.snapshots.schema) == (
        PEOPLE,
        EVENTS,
        SNAPSHOTS,
    )
    assert joined.people.num_rows == joined.events.num_rows == joined.account.num_rows == 0


def test_an_address_joins_files_and_its_hash_names_the_person() -> None:
    joined = people.join(
        [
            table("a", [{"email": "ana@example.com", "name": "Ana", "pay": 500, "ref": "1"}]),
            table(
                "b",
                [{"email": "ana@example.com", "name": "Ana Lima", "opens": 3}],
                source="list",
                platform="List",
            ),
        ],
    )
    (person,) = of(joined)
    assert person["person_id"] == sha256(b"ana@example.com").hexdigest()[:16]
    assert person["name"] == "Ana Lima"
    assert (person["platforms"], person["sources"]) == ("List, Shop", "list, shop")
    assert (
        joined.events["person_id"].to_pylist()
        == joined.snapshots["person_id"].to_pylist()
        == [person["person_id"]]
    )


def test_a_row_with_address_and_id_ties_the_rows_of_either() -> None:
    (person,) = of(
        people.join(
            [
                table(
                    "a",
                    [
                        {"email": "a@example.com"},
                        {"external_id": "7"},
                        {"email": "b@example.com", "external_id": "7"},
                    ],
                ),
                table("b", [{"email": "a@example.com", "external_id": "7"}]),
            ],
        ),
    )
    assert person["keys"].split("\n") == ["a@example.com", "b@example.com", "id:shop:7"]


def test_ids_mean_nothing_on_another_platform() -> None:
    rows = [{"external_id": "7"}]
    assert len(of(people.join([table("a", rows), table("b", rows, platform="Other")]))) == 2
    assert len(of(people.join([table("a", rows), table("b", rows, platform="")]))) == 2
    assert len(of(people.join([table("a", rows, platform=""), table("b", rows, platform="")]))) == 2


def test_a_handle_joins_with_and_without_its_sign() -> None:
    assert len(of(people.join([table("a", [{"handle": "@Ana"}, {"handle": "ana"}])]))) == 1


def test_a_name_is_a_key_only_where_there_is_no_other_and_within_its_file() -> None:
    rows = [{"name": "Acme Ltd."}, {"name": "ACME  limited"}, {"name": "Acme", "email": "x@example.com"}]
    assert len(of(people.join([table("a", rows, file="invoices.xlsx")]))) == 2
    both = [table("a", rows[:1], file="invoices.xlsx"), table("b", rows[:1], file="clients.xlsx")]
    assert len(of(people.join(both))) == 2


def test_the_same_file_exported_again_keeps_its_people() -> None:
    first = of(people.join([table("a", [{"name": "Acme"}], file="Invoices.xlsx")]))
    later = of(people.join([table("b", [{"name": "Acme"}, {"name": "Bell"}], file="invoices (1).csv")]))
    assert first[0]["person_id"] in {person["person_id"] for person in later}


def test_tables_of_no_named_platform_are_exports_of_their_own() -> None:
    rows, until = [{"email": "a@example.com", "total": 500}], dt.date(2024, 1, 1)
    given_in = [
        table("a", rows, file="donors-2023.csv", source="table", platform="", until=until),
        table("b", rows, file="donors-2024.csv", source="table", platform=""),
        table("c", rows, file="patrons.csv", source="table", platform=""),
    ]
    joined = people.join(given_in)
    assert joined.snapshots["source"].to_pylist() == ["table:donors", "table:donors", "table:patrons"]
    assert joined.people["sources"].to_pylist() == ["table:donors, table:patrons"]
    assert set(joined.fee_slugs) == {"table:donors", "table:patrons"}
    assert [(a.file_id, a.merged) for a in summarise(joined.account)] == [("a", 1), ("b", 0), ("c", 0)]


def test_a_row_without_any_key_is_nobody_and_its_money_stays() -> None:
    joined = people.join([table("a", [{"pay": 700}, {"email": "a@example.com", "pay": 300}])])
    assert joined.people.num_rows == 1
    assert joined.events["person_id"].to_pylist()[1] is None
    assert joined.events["amount_minor"].to_pylist() == [300, 700]


def test_an_id_beside_many_addresses_is_not_a_person() -> None:
    guests = [{"email": f"{n}@example.com", "external_id": "0"} for n in range(SHARED_BESIDE + 1)]
    assert len(of(people.join([table("a", guests)]))) == SHARED_BESIDE + 1
    assert len(of(people.join([table("a", guests[:-1])]))) == 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], None),
        ([(True, None)], True),
        ([(True, None), (False, None)], False),
        ([(False, "2024-01-01"), (True, "2024-02-01")], True),
        ([(False, "2024-02-01"), (True, "2024-01-01")], False),
        ([(False, "2024-02-01"), (True, "2024-02-01")], False),
        ([(False, "2024-02-01"), (True, None)], False),
        ([(False, None), (True, "2024-04-30")], False),  # the file that says no is of May
        ([(False, None), (True, "2024-05-02")], True),
    ],
)
def test_the_most_restrictive_consent_wins_unless_given_again_later(
    said: list, expected: bool | None
) -> None:
    rows = [
        {"email": "a@example.com", "consent": yes, "consent_at": day and dt.date.fromisoformat(day)}
        for yes, day in said
    ]
    (person,) = of(people.join([table("a", [*rows, {"email": "a@example.com"}])]))
    assert person["consent"] is expected


def test_what_is_believed_of_a_person() -> None:
    who = {"email": "a@example.com"}
    old = {
        **who,
        "name": "A very long old name",
        "tags": "vip, Early",
        "joined_at": dt.date(2020, 1, 1),
        "channel": "web",
    }
    new = {
        **who,
        "name": "Ana",
        "country": "PT",
        "tags": '"vip","new"',
        "joined_at": dt.date(2022, 1, 1),
        "channel": "ads",
    }
    (person,) = of(
        people.join(
            [
                table("b", [old], until=dt.date(2023, 1, 1)),
                table("a", [new, {**who, "name": "A.", "anonymous": True}, {**who, "anonymous": False}]),
            ],
        ),
    )
    assert person["name"] == "Ana"
    assert person["country"] == "PT"
    assert person["tags"] == "Early, new, vip"
    assert person["joined_at"] == dt.date(2020, 1, 1)
    assert person["channel"] == "web"
    assert person["anonymous"] is True


def test_the_same_file_twice_changes_nothing_but_the_account() -> None:
    once = table(
        "a",
        [
            {"email": "a@example.com", "pay": 500},
            {"email": "b@example.com", "total": 700},
            {"email": "c@example.com"},
        ],
    )
    first, again = people.join([once]), people.join([once, once])
    for name in ("people", "events", "snapshots", "reach"):
        assert getattr(first, name).equals(getattr(again, name))
    account = total(again.account)
    assert (account.records_in, account.kept, account.merged) == (6, 3, 3)
    assert account.money["USD"].kept == account.money["USD"].merged == 1200


def test_overlapping_exports_count_a_payment_once() -> None:
    early = [
        {"email": "a@example.com", "pay": 500, "ref": "1"},
        {"email": "a@example.com", "pay": 500, "ref": "2"},
    ]
    joined = people.join(
        [table("a", early), table("b", [early[1], {"email": "a@example.com", "pay": 500, "ref": "3"}])]
    )
    assert sorted(joined.events["ref"].to_pylist()) == ["1", "2", "3"]
    assert total(joined.account).merged == 1
    assert {s["reason"] for s in joined.account.to_pylist() if s["outcome"] == "merged"} == {"M_DUPLICATE"}


def test_without_a_key_two_equal_payments_of_one_file_are_two() -> None:
    tips = [{"email": "a@example.com", "pay": 500}] * 2
    assert people.join([table("a", tips)]).events.num_rows == 2
    assert people.join([table("a", tips), table("b", tips)]).events.num_rows == 2
    assert people.join([table("a", tips), table("b", tips * 2)]).events.num_rows == 4


def test_of_two_copies_the_one_that_says_more_stays() -> None:
    poor = table("a", [{"email": "a@example.com", "pay": 500, "ref": "1"}])
    rich = table("b", [{"email": "a@example.com", "pay": 500, "ref": "1", "fee": 20}])
    joined = people.join([poor, rich])
    assert sorted(joined.events["kind"].to_pylist()) == ["fee", "payment"]
    assert [(a.file_id, a.kept) for a in summarise(joined.account)] == [("a", 0), ("b", 1)]


def test_a_newer_total_takes_the_place_of_an_older_which_stays_as_history() -> None:
    joined = people.join(
        [
            table("b", [{"email": "a@example.com", "total": 500}], until=dt.date(2024, 1, 1)),
            table("a", [{"email": "a@example.com", "total": 800}], until=dt.date(2024, 2, 1)),
        ],
    )
    assert joined.snapshots["value"].to_pylist() == [500.0, 800.0]
    money = total(joined.account).money["USD"]
    assert (money.kept, money.merged) == (800, 500)


def test_another_layout_of_a_platform_does_not_add_its_totals() -> None:
    old, new = dt.date(2024, 1, 1), dt.date(2024, 2, 1)
    joined = people.join(
        [
            table(
                "a", [{"email": "a@example.com", "total": 500, "opens": 2}], source="members-2023", until=old
            ),
            table("b", [{"email": "a@example.com", "total": 800}], source="members", until=new),
        ],
    )
    assert sorted(
        zip(joined.snapshots["measure"].to_pylist(), joined.snapshots["value"].to_pylist(), strict=True)
    ) == [
        ("lifetime_amount", 800.0),
        ("opens", 2.0),
    ]


def test_answers_about_the_same_money_reach_the_join() -> None:
    files = [
        table("a", [{"email": "a@example.com", "pay": 500}], source="stripe-payments", platform="Stripe"),
        table(
            "b", [{"email": "a@example.com", "pay": 500}], source="donorbox-donations", platform="Donorbox"
        ),
    ]
    asked = people.join(files)
    assert [problem.code for problem in asked.problems] == ["N_OVERLAP"]
    assert asked.events.num_rows == 2
    answered = people.join(files, people.Decisions({"stripe-payments|donorbox-donations": True}))
    assert answered.events["source"].to_pylist() == ["donorbox-donations"]
    assert (answered.problems, total(answered.account).merged) == ((), 1)


def test_a_contact_listed_again_is_merged() -> None:
    contact = {"email": "a@example.com", "name": "Ana"}
    joined = people.join([table("a", [contact]), table("b", [contact, {**contact, "name": "Ana L."}])])
    account = total(joined.account)
    assert (account.kept, account.merged) == (2, 1)


def test_reach_stated_twice_is_reach_once() -> None:
    seen = [{"date": DAY, "channel": "video", "measure": "views", "value": 900.0}]
    assert people.join([table("a", [], reach=seen), table("b", [], reach=seen)]).reach.to_pylist() == seen


_rows = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "email": st.sampled_from(["a@example.com", "b@example.com", "c@example.com"]),
            "external_id": st.sampled_from("12"),
            "handle": st.sampled_from(["@x", "y"]),
            "name": st.sampled_from(["Ana", "Ana Lima", "ana"]),
            "tags": st.sampled_from(["x", "y, x"]),
            "joined_at": st.dates(dt.date(2020, 1, 1), dt.date(2020, 1, 3)),
            "consent": st.booleans(),
            "pay": st.sampled_from([500, 700, -500]),
            "ref": st.sampled_from("12"),
            "opens": st.integers(0, 2),
            "total": st.integers(0, 2000),
        },
    ),
    max_size=6,
)
_tables = st.lists(
    st.tuples(
        _rows,
        st.sampled_from([("shop", "Shop"), ("stripe", "Stripe"), ("table", "")]),
        st.sampled_from([DAY, dt.date(2024, 6, 1), None]),
    ),
    max_size=4,
).map(
    lambda parts: [
        table(f"f{n}", rows, source=source, platform=platform, until=until)
        for n, (rows, (source, platform), until) in enumerate(parts)
    ],
)


def shuffled(records: Records, seed: int) -> Records:
    dice = random.Random(seed)
    parts = {}
    for name in ("identities", "events", "snapshots", "account"):
        rows: pa.Table = getattr(records, name)
        parts[name] = rows.take(pa.array(dice.sample(range(rows.num_rows), rows.num_rows), pa.int64()))
    return replace(records, **parts)


@settings(max_examples=60, deadline=None)
@given(_tables, st.randoms(use_true_random=False))
def test_the_order_of_files_and_rows_does_not_matter(records: list[Records], dice: random.Random) -> None:
    straight = people.join(records)
    mixed = [shuffled(each, dice.randrange(99)) for each in records]
    dice.shuffle(mixed)
    other = people.join(mixed)
    for name in ("people", "events", "snapshots", "reach", "account"):
        assert getattr(straight, name).equals(getattr(other, name)), name
    assert straight.until == other.until
    assert straight.problems == other.problems


@settings(max_examples=60, deadline=None)
@given(_tables, st.booleans())
def test_every_record_and_all_money_is_kept_or_merged(records: list[Records], twice: bool) -> None:
    given_in = records * 2 if twice else records
    joined = people.join(given_in)
    before, after = (
        total(pa.concat_tables([r.account for r in given_in], promote_options="none"))
        if given_in
        else total(joined.account),
        total(joined.account),
    )
    assert after.records_in == before.records_in == after.kept + after.merged
    assert {c: m.total for c, m in before.money.items()} == {
        c: m.kept + m.merged for c, m in after.money.items()
    }
    assert joined.people["person_id"].to_pylist() == sorted(set(joined.people["person_id"].to_pylist()))
    if twice:
        assert joined.events.equals(people.join(records).events)
        assert after.kept == total(people.join(records).account).kept
