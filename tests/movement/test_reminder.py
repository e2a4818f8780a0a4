"""The calendar file: what RFC 5545 asks of it, whatever the words are."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from truefans_core.movement.reminder import calendar, due

MADE = datetime(2026, 3, 1, 12, tzinfo=UTC)


def unfolded(raw: bytes) -> list[str]:
    assert raw.endswith(b"\r\n")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    return raw.decode("utf-8").replace("\r\n ", "").split("\r\n")[:-1]


def test_the_entry_is_there_once_and_says_the_day():
    lines = unfolded(calendar(date(2026, 4, 1), "Upload, again", "Members; payments\nand more", MADE))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20260401" in lines
    assert "DTSTAMP:20260301T120000Z" in lines
    assert "SUMMARY:Upload\\, again" in lines
    assert "DESCRIPTION:Members\\; payments\\nand more" in lines
    assert sum(line == "BEGIN:VEVENT" for line in lines) == 1


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_can_add_a_line_of_its_own(summary, text):
    raw = calendar(date(2026, 4, 1), summary, text, MADE)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    names = [line.partition(":")[0].partition(";")[0] for line in unfolded(raw)]
    plain = [
        line.partition(":")[0].partition(";")[0]
        for line in unfolded(calendar(date(2026, 4, 1), "a", "b", MADE))
    ]
    assert names == plain


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_the_next_upload_lies_within_a_month_ahead(as_of, today):
    day = due(min(as_of, today), today)
    assert 0 < (day - today).days <= 31
    assert day.day <= min(as_of, today).day
