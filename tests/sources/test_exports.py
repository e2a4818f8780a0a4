"""Every sample we hold against what is known of its export: source, roles, records and the account.

`exports.json` says for each export which role each column has and how many records stand below the header of the
sample, counted by other programs (the csv module, openpyxl).
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from truefans_core.intake import import_tables
from truefans_core.ledger import summarise
from truefans_core.sources import SOURCES
from truefans_core.sources.source import plain

KNOWN = json.loads((Path(__file__).parent / "exports.json").read_text(encoding="utf-8"))
DATA = Path(__file__).parent / "data"
EACH = pytest.mark.parametrize(
    "slug", [s for s in KNOWN if s in SOURCES and (DATA / KNOWN[s]["file"]).exists()]
)


def imported(slug, sample):
    """What comes of a sample; where all days may be months, as in an American sample, the month comes first."""
    (found,) = import_tables([(sample(slug), None)], currency="USD")
    if found.question is not None and found.question.choice == "date_order":
        answered = replace(found.mapping, choices={"date_order": "mdy"})
        (found,) = import_tables([(found.table, answered)], currency="USD")
    return found


@EACH
def test_an_export_is_recognised_and_every_column_has_its_role(slug, sample) -> None:
    found = imported(slug, sample)
    assert found.mapping.source == slug
    given = {plain(use.header): use.role for use in found.mapping.uses}
    wanted = {plain(header): role for header, role in KNOWN[slug]["roles"].items()}
    assert {header: given.get(header) for header in wanted} == wanted


@EACH
def test_every_record_and_every_unit_of_money_is_accounted_for(slug, sample) -> None:
    found = imported(slug, sample)
    assert found.table.header_line == KNOWN[slug]["header_line"]
    assert found.table.records_in == KNOWN[slug]["records"]
    assert found.outcome == "imported"
    account = summarise(found.records.account)[0].as_json()
    aside = sum(each["count"] for each in account["set_aside"])
    assert account["records_in"] == KNOWN[slug]["records"] == account["kept"] + account["merged"] + aside
    for money in account["money"].values():
        assert money["in"] == money["kept"] + money["merged"] + money["set_aside"]


def test_nearly_all_known_exports_have_a_recipe() -> None:
    assert len(SOURCES) >= 30
