"""Every known export is complete: data only, roles that exist, words to be called by, a fee it pays."""

from importlib.resources import files
from pathlib import Path

import pytest

from truefans_core.columns import ROLES
from truefans_core.fees import book
from truefans_core.sources import SOURCES, Source
from truefans_core.sources.source import words
from truefans_core.words import Words

EVERY = pytest.mark.parametrize("source", SOURCES.values(), ids=lambda source: source.slug)


@EVERY
def test_a_source_is_one_short_module(source: Source) -> None:
    module = files("truefans_core.sources").joinpath(f"{source.slug.replace('-', '_')}.py")
    lines = module.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 60
    assert not any(line.startswith(("def ", "class ")) for line in lines)


@EVERY
def test_roles_exist_and_headers_are_stated_once(source: Source) -> None:
    given = {role for role in (*source.roles.values(), *source.optional.values()) if role}
    assert given <= set(ROLES)
    assert not set(source.roles) & set(source.optional)
    assert all(status == status.casefold() for status in source.income_status | source.active_status)


@EVERY
def test_a_source_has_words(source: Source) -> None:
    say = Words()
    for part in ("name", "how", "adds"):
        assert say(f"source.{source.slug}.{part}")


@EVERY
def test_a_source_pays_a_fee_of_the_book(source: Source) -> None:
    assert book()[source.fee_slug].slug == source.fee_slug


@EVERY
def test_income_is_told_apart_where_there_is_a_status(source: Source) -> None:
    assert not (source.income_status | source.refunded_status) & source.unpaid_status
    assert not (source.income_status and source.unpaid_status), "one of the two tells them apart"


def test_every_role_has_words() -> None:
    say = Words()
    assert all(say(f"role.{role}") for role in ROLES)


def test_every_source_has_a_sample() -> None:
    here = {path.stem for path in (Path(__file__).parent / "data").iterdir()}
    assert here == set(SOURCES)


def test_words_are_parted_by_bars() -> None:
    assert words("paid in full|paid") == {"paid", "paid in full"}
