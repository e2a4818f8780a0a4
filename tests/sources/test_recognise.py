"""Exports are recognised by their headers; two claims are a question."""

from dataclasses import replace

import pytest

from truefans_core.problems import NeedsChoice
from truefans_core.recognise import read_telling, recognise, suggest
from truefans_core.sources import SOURCES

NAMED = [source for source in SOURCES.values() if source.signature]


@pytest.mark.parametrize("slug", SOURCES)
def test_each_sample_is_told_by_its_columns(slug, sample) -> None:
    assert suggest(sample(slug)).source == slug


@pytest.mark.parametrize("source", NAMED, ids=lambda source: source.slug)
def test_a_trimmed_export_is_still_told(source, sample) -> None:
    """Whatever else was dropped: the few that tell it apart are columns we read or that are all there is."""
    kept = [header for header in sample(source.slug).headers if header in source.signature]
    assert len(kept) == len(source.signature) <= 3
    found = recognise(kept)
    assert found is not None
    assert found.slug == source.slug
    used = [header for header in sample(source.slug).headers if header in source.roles]
    found = recognise(used)
    assert found is not None
    assert found.slug == source.slug


@pytest.mark.parametrize("source", NAMED, ids=lambda source: source.slug)
def test_every_column_the_source_names_is_in_its_sample(source, sample) -> None:
    assert set(source.roles) <= set(sample(source.slug).headers)


def test_case_spaces_order_and_more_columns_do_not_matter() -> None:
    headers = ["An own question?", *(f" {h.upper()} " for h in reversed(SOURCES["stripe-payments"].roles))]
    headers += ["CONVERTED AMOUNT", "converted  amount"]
    found = recognise(headers)
    assert found is not None
    assert found.slug == "stripe-payments"
    roles = {use.header.strip(): use.role for use in found.mapping(headers).uses}
    assert roles["AMOUNT"] == "amount"
    assert roles["An own question?"] is None


def test_headers_of_other_layouts_have_their_role() -> None:
    found = SOURCES["eventbrite-attendees"].mapping(["Surname", "Last Name", "Shoe size"])
    assert [use.role for use in found.uses] == ["last_name", "last_name", None]


def test_two_claims_are_a_question_that_names_both() -> None:
    headers = {*SOURCES["stripe-payments"].signature, *SOURCES["mailchimp-cleaned"].signature}
    with pytest.raises(NeedsChoice) as asked:
        recognise(headers)
    question = asked.value.question
    assert set(question.answers) == {"stripe-payments", "mailchimp-cleaned"}
    assert question.choice == "source"
    assert all(slug in str(question.problem.params["sources"]) for slug in question.answers)


def test_the_more_exact_signature_wins() -> None:
    broad = replace(SOURCES["ghost-members"], slug="broad", signature=("email",))
    known = {"broad": broad, "ghost-members": SOURCES["ghost-members"]}
    found = recognise(SOURCES["ghost-members"].roles, known)
    assert found is not None
    assert found.slug == "ghost-members"


def test_the_answer_to_the_question_is_taken(table) -> None:
    found = suggest(table("Email|Amount", "a@example.com|5"), "stripe-payments")
    assert found.source == "stripe-payments"
    assert found.header_of("amount") == "Amount"


def test_strangers_are_not_recognised() -> None:
    assert recognise(["email", "amount"]) is None
    assert recognise([]) is None


ABOVE = "Channel,Visits\nSearch,120\nDirect,40\n\n"
BELOW = "Date,Email,Amount\n2026-01-13,ann@example.com,20.00 EUR\n2026-02-20,bo@example.com,30.00 EUR\n"


def test_a_first_table_that_tells_nothing_gives_way_to_one_below_it_and_stays_in_the_account():
    (table,) = read_telling("report.csv", (ABOVE + BELOW).encode())
    assert (table.headers, table.header_line) == (("Date", "Email", "Amount"), 5)
    assert table.set_aside == ((2, "E_EXTRA_TABLE"), (3, "E_EXTRA_TABLE"), (4, "W_BLANK"))
    assert table.records_in == len(table.lines) + len(table.set_aside)
    assert [note.code for note in table.notes] == ["N_LOWER_TABLE"]
    assert table.others == (1,)


def test_a_first_table_that_tells_something_stays():
    (table,) = read_telling("report.csv", (BELOW + "\n" + ABOVE).encode())
    assert (table.header_line, [note.code for note in table.notes]) == (1, [])


def test_the_header_line_that_was_stated_holds():
    (table,) = read_telling("report.csv", (ABOVE + BELOW).encode(), hints={"header_line": "1"})
    assert table.header_line == 1


def test_a_report_whose_days_stand_in_its_second_block_gives_its_days():
    """As Google Analytics writes it: comments before each block, the first of channels, the second of days."""
    report = (
        "# Reports snapshot\n# Start date: 20260101\n# End date: 20260104\nSession primary channel group,Sessions\n"
        "Organic Search,120\nDirect,40\n\n# Start date: 20260101\n# End date: 20260104\nNth day,Active users\n0000,12\n0001,14\n"
    )
    (table,) = read_telling("ga4.csv", report.encode())
    found = suggest(table)
    assert (found.source, table.header_line, found.choices["first_day"]) == ("ga4-report", 10, "2026-01-01")
