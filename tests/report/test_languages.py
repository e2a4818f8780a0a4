"""A report in a language that does not exist: nothing of it is left in English, and nothing is cut off."""

import io
import re

import pytest
from pptx import Presentation

from tests.language import pseudo
from tests.report.invented import AS_OF
from tests.report.reading import words_of
from tests.report.test_report import pack_of
from truefans_core import report
from truefans_core.words import Words

#: What is no sentence: the currency, and who it is for.
KEPT = {"USD", "Client"}


@pytest.fixture
def nowhere(monkeypatch):
    """Somebody who speaks a language that does not exist."""
    with pseudo.spoken(monkeypatch):
        yield pseudo.words()


def facts(pack):
    """What is no sentence: the fee book, and names of columns as files have them."""
    found = {row[0] for row in pack.section("dictionary").figures[0].table.rows}
    book = next(figure for figure in pack.section("method").figures if figure.id == "fees")
    found |= {cell for row in book.table.rows for cell in row if isinstance(cell, str)}
    return sorted(found, key=len, reverse=True)


@pytest.mark.parametrize("form", report.FORMS, ids=lambda form: form.name)
def test_nothing_in_a_report_is_left_untranslated(plain, nowhere, form):
    pack = pack_of(plain, say=nowhere, client="Client")
    said = words_of(form.make(pack))
    if form.name == "page":
        said = said.split("}", said.count("}"))[-1] if "{" in said else said
    if form.name in ("workbook", "slides"):
        said = " ".join(_seen(form, pack))
    for fact in facts(pack):
        said = said.replace(re.sub(r"\s+", " ", fact), " ")
    left = pseudo.untranslated(said) - KEPT
    if form.name == "document":  # the facts are broken over lines and pages there, so their words may stay
        left -= {word for fact in facts(pack) for word in re.findall(r"[A-Za-z]+", fact)}
        left = {word for word in left if not any(word in fact for fact in facts(pack))}
    assert left == set()


def _seen(form, pack):
    """Every text a reader of an office file meets."""
    content = io.BytesIO(form.make(pack))
    if form.name == "workbook":
        import openpyxl

        for sheet in openpyxl.load_workbook(content, data_only=True):
            yield sheet.title
            for row in sheet.iter_rows(values_only=True):
                yield from (str(cell) for cell in row if isinstance(cell, str))
        return
    for slide in Presentation(content).slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            elif shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
            elif shape.has_chart:
                yield from (str(each) for each in shape.chart.plots[0].categories)
                yield from (series.name for series in shape.chart.series)
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text


def test_nothing_in_a_report_is_cut_off(plain, nowhere):
    pack = pack_of(plain, say=nowhere)
    said = {form.name: words_of(form.make(pack)) for form in report.FORMS}
    for section in pack.sections:
        if section.only_workbook:
            continue
        for text in (
            *section.paragraphs,
            *(figure.sentence for figure in section.figures if figure.id != "trail"),
        ):
            for form in ("workbook", "page", "slides"):
                assert re.sub(r"\s+", " ", text) in said[form], form
    assert re.sub(r"\s+", "", pack.sections[0].paragraphs[0]) in re.sub(r"\s+", "", said["document"])


def test_the_command_line_takes_another_language(nowhere, monkeypatch, tmp_path):
    from pathlib import Path

    from typer.testing import CliRunner

    from truefans_core import cli
    from truefans_core.cli import options

    monkeypatch.setattr(options, "languages", lambda: ("en", "eo"))
    data = Path(__file__).resolve().parents[1] / "sources" / "data" / "patreon-members.csv"
    for form in report.FORMS:
        out = tmp_path / f"x{form.suffix}"
        ran = CliRunner().invoke(
            cli.app, ["report", str(data), "-o", str(out), "--lang", "eo", "--client", "Client"]
        )
        assert ran.exit_code == 0, ran.stderr
        assert pseudo.other("The groups, their people and their ") in words_of(out.read_bytes())


@pytest.mark.parametrize(
    ("locale", "people", "money", "share", "day"),
    [
        ("en_GB", "1,320", "US$1,234.50", "9%", "30 Jun 2025"),
        ("de_DE", "1.320", "1.234,50 $", "9 %", "30.06.2025"),
        ("fr_FR", "1 320", "1 234,50 $US", "9 %", "30 juin 2025"),
        ("ja_JP", "1,320", "$1,234.50", "9%", "2025/06/30"),
    ],
)
def test_numbers_money_and_days_are_the_locales_and_the_currency_its_own(locale, people, money, share, day):
    say = Words(locale=locale)

    def plain(text):
        return re.sub(r"\s", " ", text)

    assert plain(say.number(1320)) == people
    assert plain(say.money(123450, "USD")) == money
    assert plain(say.share(0.09)) == share
    assert say.date(AS_OF) == day


@pytest.mark.parametrize("locale", ["de_DE", "fr_FR", "ja_JP"])
def test_a_report_is_written_in_the_numbers_of_its_locale(plain, locale):
    say = Words(locale=locale)
    pack = pack_of(plain, say=say, sections=("answer", "groups"))
    income = say.money(plain.groups["true"].income_year_minor, "USD")
    for form in (report.page, report.document):
        said = re.sub(r"\s", "", words_of(form(pack)))
        assert re.sub(r"\s", "", income) in said
        assert re.sub(r"\s", "", say.date(AS_OF)) in said
