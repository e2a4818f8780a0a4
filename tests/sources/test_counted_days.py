"""Reports that count days from a first day above the header, with totals and further tables."""

from dataclasses import replace

from truefans_core.extract import extract
from truefans_core.mapping import Mapping
from truefans_core.reading import read
from truefans_core.recognise import suggest

REPORT = """# ----------------------------------------
# Reports snapshot
# Property: Sample site - GA4
# ----------------------------------------
#
# Start date: 20260428
# End date: 20260501
Nth day,Active users,New users
Grand total,505,100
0000,120,20
0001,127,40
0003,258,40
,505,Grand total

# Start date: 20260101
# End date: 20260112
Country,Active users
Germany,300
"""


def reach_of(table, mapping) -> list[tuple[str, str, float]]:
    rows = extract(table, mapping).reach.to_pylist()
    return [(str(row["date"]), row["measure"], row["value"]) for row in rows]


def test_days_are_counted_from_the_first_day_of_their_own_table() -> None:
    (table,) = read("report.csv", REPORT.encode())
    mapping = suggest(table)
    assert mapping.source == "ga4-report"
    assert reach_of(table, mapping)[:3] == [
        ("2026-04-28", "active users", 120),
        ("2026-04-29", "active users", 127),
        ("2026-05-01", "active users", 258),
    ]
    reasons = extract(table, mapping).account["reason"].to_pylist()
    assert reasons.count("W_TOTAL_ROW") == 2
    assert len(reasons) == table.records_in


def test_weeks_and_months_are_steps_too() -> None:
    for step, second in (("week", "2026-05-05"), ("month", "2026-05-01")):
        text = f"# Start date: 20260428\n# End date: 20260701\nNth {step},Active users\n0000,5\n0001,6\n"
        (table,) = read("report.csv", text.encode())
        mapping = suggest(table)
        assert reach_of(table, mapping)[-1] == (second, "active users", 6)


def test_the_first_day_is_kept_with_the_meaning_of_the_columns() -> None:
    """What stands above the header is not stored; the meaning of the columns is."""
    (table,) = read("report.csv", REPORT.encode())
    kept = Mapping.from_json(suggest(table).to_json())
    assert reach_of(replace(table, head=()), kept) == reach_of(table, suggest(table))
