"""A column whose cells say how often somebody pays is an interval, whatever it is called."""

from __future__ import annotations

import datetime as dt

import pytest

from truefans_core.analysis import Settings, analyse
from truefans_core.extract import extract
from truefans_core.reading import read
from truefans_core.recognise import suggest
from truefans_core.values.periods import is_interval


def list_of(header: str, *told: str) -> bytes:
    rows = (
        f"2026-0{place + 1}-05,Ann Lee {place},ann{place}@example.org,£10.00,{each}"
        for place, each in enumerate(told)
    )
    return "\n".join([f"Date,Name,Email,Amount,{header}", *rows]).encode()


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Type", ("Monthly", "Yearly", "One-off")),
        ("Recurring", ("Monthly", "Annual", "Once")),
        ("Donation type", ("Monthly donation", "Single gift", "Single gift")),
        ("Spendenart", ("monatlich", "jährlich", "einmalig")),
        ("Type de don", ("mensuel", "annuel", "ponctuel")),
        ("Tipo", ("mensual", "anual", "única")),
        ("Tipo dono", ("mensile", "annuale", "una tantum")),
        ("Tipo", ("mensal", "anual", "única")),
        ("Soort", ("maandelijks", "jaarlijks", "eenmalig")),
    ],
)
def test_how_often_is_told_by_the_cells(header: str, told: tuple[str, ...]) -> None:
    (table,) = read("gifts.csv", list_of(header, *told))
    assert {use.header: use.role for use in suggest(table).uses}[header] == "interval"


def test_what_is_paid_once_only_or_names_a_thing_is_no_interval() -> None:
    for told in (("One-off", "Single"), ("Weekly Tea Box", "Monthly Tea Box")):
        (table,) = read("gifts.csv", list_of("Type", *told))
        assert {use.header: use.role for use in suggest(table).uses}["Type"] != "interval"
    assert not is_interval("Annual gala")


@pytest.mark.parametrize("others", [("One-off",) * 3, ("Refund", "Donation", "Donation")])
def test_a_yearly_gift_covers_its_year_and_a_gift_given_once_does_not(others: tuple[str, ...]) -> None:
    (table,) = read("gifts.csv", list_of("Type", "Yearly", *others))
    day = dt.date(2026, 12, 1)
    found = analyse([extract(table, suggest(table))], Settings(), as_of=day, today=day)
    people = found.supporters.set_index("email")
    assert people.loc["ann0@example.org", "subscribed"]
    assert people.loc["ann0@example.org", "paid_through"].date() == dt.date(2027, 1, 5)
    assert not people.loc["ann2@example.org", "subscribed"]
