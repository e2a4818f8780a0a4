"""The currency that only the format of a workbook's cells tells stands in the cells that are read."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.reading.made import zipped
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


def open_document(cells):
    """An ODS workbook of one sheet, its cells as they stand in the XML."""
    names = "office table text calcext"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names.split()
    )
    content = (
        f'<office:document-content {spaces} office:version="1.3"><office:body><office:spreadsheet>'
        f'<table:table table:name="Gifts">{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/></manifest:manifest>'
    )
    return zipped({"mimetype": mime, "META-INF/manifest.xml": manifest, "content.xml": content})


def test_an_open_document_tells_the_currency_of_each_cell_and_of_rows_that_repeat():
    def text(words):
        return "".join(
            f'<table:table-cell office:value-type="string"><text:p>{word}</text:p></table:table-cell>'
            for word in words
        )

    def paid(amount, code, rows=1):
        return (
            f'<table:table-row table:number-rows-repeated="{rows}">{text(["ann@example.com"])}'
            f'<table:table-cell office:value-type="currency" office:currency="{code}" office:value="{amount}">'
            f"<text:p>{amount}</text:p></table:table-cell></table:table-row>"
        )

    header = f"<table:table-row>{text(['Email', 'Amount'])}</table:table-row>"
    data = open_document(header + paid("12.5", "GBP") + paid("3", "EUR", rows=2))
    (table,) = parse("book.ods", data, PAGE, {})
    assert table.cells["Amount"].to_pylist() == ["GBP12.5", "EUR3", "EUR3"]
