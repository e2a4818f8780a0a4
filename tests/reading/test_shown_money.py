"""The currency that only the format of a workbook's cells tells stands in the cells that are read."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from truefans_core.extract import extract
from truefans_core.reading.limits import PAGE
from truefans_core.reading.parse import parse
from truefans_core.recognise import suggest


def book(code):
    made = Workbook()
    sheet = made.active
    sheet.append(["Email", "Date", "Amount"])
    for line, (who, amount) in enumerate((("ann", 12.5), ("bo", -3), ("cy", 1200)), 2):
        sheet.append([f"{who}@example.com", f"2026-03-1{line}", amount])
        sheet.cell(line, 3).number_format = code
    kept = BytesIO()
    made.save(kept)
    return parse("book.xlsx", kept.getvalue(), PAGE, {})[0]


@pytest.mark.parametrize(
    ("code", "cells"),
    [
        ("£#,##0.00", ["£12.5", "£-3", "£1200"]),
        ("[$€-407]#,##0.00;[Red]-[$€-407]#,##0.00", ["€12.5", "€-3", "€1200"]),
        ('#,##0.00\\ "€"', ["€12.5", "€-3", "€1200"]),
        ("[$CHF] #,##0.00", ["CHF12.5", "CHF-3", "CHF1200"]),
        ('_-* #,##0.00 "kr"_-', ["12.5", "-3", "1200"]),
        ("[$-409]#,##0.00", ["12.5", "-3", "1200"]),
        ('#,##0 "PCS"', ["12.5", "-3", "1200"]),
        ("0.00%", ["12.5", "-3", "1200"]),
    ],
)
def test_a_cell_carries_the_sign_its_format_shows(code, cells):
    assert book(code).cells["Amount"].to_pylist() == cells


def test_pounds_told_by_the_format_alone_are_pounds_without_a_question():
    table = book("£#,##0.00")
    money = extract(table, suggest(table)).account
    assert set(money["currency"].to_pylist()) == {"GBP"}
    assert money["amount_minor"].to_pylist() == [1250, -300, 120000]
