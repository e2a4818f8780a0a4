"""Flags, addresses, countries and clean text."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from truefans_core.values import clean_text, country_code, normalise_email, parse_flag, several_emails
from truefans_core.values.cells import all_differ, lower


def test_flags_in_many_languages():
    yes = ["Yes", "TRUE", "1", "ja", "oui", "si", "sí", "sim", "x", "✓"]
    no = ["no", "False", "0", "nein", "non", "não", "nee"]
    assert parse_flag(pa.array(yes)).to_pylist() == [True] * len(yes)
    assert parse_flag(pa.array(no)).to_pylist() == [False] * len(no)
    assert parse_flag(pa.array(["maybe", "", None])).to_pylist() == [None, None, None]


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        (" ANN@Example.com ", "ann@example.com"),
        ("mailto:ann@example.org", "ann@example.org"),
        ("mailto:ann@example.org?subject=Hi", "ann@example.org"),
        ("Ann <ann@example.net>", "ann@example.net"),
        ('"ann@example.com"', "ann@example.com"),
        ("ann+news@site.test", "ann+news@site.test"),
        ("ａｎｎ@example.com", "ann@example.com"),
        ("ann\u200b@example.com", "ann@example.com"),
        ("o'brien@example.com", "o'brien@example.com"),
        ("'ann@example.com'", "ann@example.com"),
        ("ann@example.com, bob@example.com", "ann@example.com"),
        ("ünï@exämple.de", "ünï@exämple.de"),
        ("ann@example.com.", "ann@example.com"),
    ],
)
def test_addresses(cell, address):
    assert normalise_email(pa.array([cell]))[0].to_pylist() == [address]


@pytest.mark.parametrize(
    "cell", ["ann", "ann@", "@example.com", "a..b@example.com", "ann@localhost", "ann at example.com"]
)
def test_malformed_addresses_are_bad(cell):
    addresses, bad = normalise_email(pa.array([cell]))
    assert (addresses.to_pylist(), bad.to_pylist()) == ([None], [True])


def test_no_address_is_not_bad():
    addresses, bad = normalise_email(pa.array(["", "N/A", None]))
    assert (addresses.to_pylist(), bad.to_pylist()) == ([None] * 3, [False] * 3)


def test_two_addresses_in_a_cell_are_told():
    assert several_emails(pa.array(["a@x.org; b@x.org", "A@x.org <a@x.org>", None])).to_pylist() == [
        True,
        False,
        False,
    ]


@given(st.emails(domains=st.sampled_from(["example.com", "example.org"])))
def test_a_key_is_a_key_again(address):
    once, _ = normalise_email(pa.array([address]))
    if once[0].as_py() is not None:
        assert normalise_email(once)[0].equals(once)


def test_countries_by_code_and_name():
    cells = [
        "US",
        "usa",
        "United States",
        "Österreich",
        "oesterreich",
        "Estados Unidos",
        "UK",
        "NA",
        "840",
        "Narnia",
        "-",
    ]
    assert country_code(pa.array(cells)).to_pylist() == [
        "US", "US", "US", "AT", None, "US", "GB", "NA", "US", None, None,
    ]  # fmt: skip


def test_composed_and_combined_letters_meet():
    assert clean_text(pa.array(["Zoe\u0308", "Zoë", "\u202eZoë\u200b", " Zoë\n"])).unique().to_pylist() == [
        "Zoë"
    ]
    assert clean_text(pa.array([None], pa.string())).to_pylist() == [None]


@given(st.lists(st.text() | st.none()))
def test_cleaning_twice_changes_nothing(cells):
    once = clean_text(pa.array(cells, pa.string()))
    assert clean_text(once).equals(once)


@given(st.lists(st.text(max_size=70) | st.none(), max_size=8))
def test_cells_are_said_to_differ_only_where_they_do(cells):
    text = pa.array(cells, pa.string())
    sure = all_differ(text.slice(1)) if len(text) else all_differ(text)
    here = cells[1:]
    assert not sure or (None not in here and len(set(here)) == len(here))


def test_keys_that_differ_are_seen_to_differ():
    assert all_differ(pa.array([f"A-{n}" for n in range(3000)]))


@given(st.lists(st.text(max_size=6) | st.none(), max_size=6))
def test_lower_case_is_that_of_unicode(cells):
    text = pa.array(cells, pa.string())
    assert lower(text).equals(pc.utf8_lower(text))
