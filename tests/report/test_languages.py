"""A language that does not exist shows what is not translated: each letter of the catalogue takes another shape."""

import io
import re

import pytest
from pptx import Presentation

from tests.report.reading import words_of
from tests.report.test_report import pack_of
from truefans_core import report
from truefans_core.words import Words, speech
from truefans_core.words.catalogue import messages

#: Latin letters with marks, Greek and Cyrillic ones, all in the fonts of the PDF.
SHAPES = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áвçđéфğħíĵķłмñóþяřšţúνŵχýžÁВÇĐÉФĞĦÍĴĶŁМÑÓÞЯŘŠŢÚΝŴΧÝŽ",
)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec January February March April June July August"
#: What is no sentence: months of the locale, the currency, names of files in the made up data.
KEPT = {*MONTHS.split(), "USD", "Client"}


def other(text):
    """The text in the language that does not exist; what is put in keeps its place."""
    return "".join(
        part if part.startswith("{") else part.translate(SHAPES) for part in re.split(r"(\{[^}]*\})", text)
    )


@pytest.fixture
def nowhere(monkeypatch):
    """Esperanto, as a catalogue of the language that does not exist."""
    table = {key: tuple(other(form) for form in forms) for key, forms in messages("en").items()}
    monkeypatch.setattr(
        speech, "messages", lambda language: table if language == "eo" else messages(language)
    )
    speech._nouns.cache_clear()
    yield Words(language="eo", locale="en")
    speech._nouns.cache_clear()


def facts(pack):
    """Words of tables that are facts and not sentences: the fee book, names of columns, aliases."""
    found = set()
    for section in pack.sections:
        for figure in section.figures:
            if figure.id in {"fees", "dictionary", "supporters"}:
                found |= {str(cell) for row in figure.table.rows for cell in row if isinstance(cell, str)}
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
    left = set(re.findall(r"\b[A-Za-z]{3,}\b", said)) - KEPT
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
        assert other("The groups, their people and their ") in words_of(out.read_bytes())
