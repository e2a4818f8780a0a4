"""From the words of an export to the file for the mail tool: nobody who said no, bounced or complained is in any."""

import csv
import datetime as dt
import io

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from truefans_core import analysis, cultivate, report
from truefans_core.analysis import Settings, analyse
from truefans_core.intake import import_tables
from truefans_core.reading import read
from truefans_core.words import Words

TODAY = dt.date(2026, 6, 30)
SAY = Words()
NO = ("unsubscribed", "Cleaned", "bounced", "complained", "opted out", "do not email", "suppressed")
YES, UNSAID = ("subscribed", "opted in", "yes"), ("", "-")
states = st.lists(st.sampled_from((*NO, *YES, *UNSAID)), min_size=12, max_size=12)


def files(first: list[str], second: list[str]) -> list[tuple[str, bytes]]:
    """Two lists of the same people, each with a word on consent, and payments of all of them."""
    lists = [
        "Email,Name,Email Marketing Consent\n"
        + "".join(f"p{i}@example.com,Person {i},{word}\n" for i, word in enumerate(words))
        for words in (first, second)
    ]
    paid = "".join(f"p{i}@example.com,{10 + i},USD,2026-06-{i + 10}\n" for i in range(len(first)))
    texts = (*lists, "Email,Amount,Currency,Date\n" + paid)
    return [(f"{number}.csv", text.encode()) for number, text in enumerate(texts)]


@settings(max_examples=5, deadline=None, phases=[Phase.generate])
@given(states, states)
def test_the_word_of_any_list_keeps_a_person_out_of_every_file(first, second):
    tables = [(table, None) for name, data in files(first, second) for table in read(name, data)]
    records = [each.records for each in import_tables(tables)]
    assert None not in records
    found = analyse(records, Settings(currency="USD"), today=TODAY)
    planned = analysis.week(found, None)
    silent = {i for i, words in enumerate(zip(first, second, strict=True)) if set(words) & set(NO)}
    assert planned.attrs["left_out"] == len(silent)
    listed = set()
    for tool in cultivate.TOOL_SLUGS:
        sheet = cultivate.sheet_for(planned, found.supporters, tool, SAY)
        cells = {str(cell) for row in csv.reader(io.StringIO(sheet.csv())) for cell in row}
        assert not cells & {f"p{i}@example.com" for i in silent}, tool
        listed |= cells
        if tool == "plain":
            assert report.tasks(sheet, "List", TODAY) == report.tasks(sheet, "List", TODAY)
            consents = {row[2]: row[11] for row in sheet.rows}
            said_yes = {
                f"p{i}@example.com"
                for i, words in enumerate(zip(first, second, strict=True))
                if i not in silent and set(words) & set(YES)
            }
            assert {address for address, said in consents.items() if said} == said_yes
    assert {f"p{i}@example.com" for i in range(12) if i not in silent} <= listed
