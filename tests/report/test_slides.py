"""Slides: one message a slide, charts that can be edited, notes that say how it was made."""

import io
import re
import zipfile

import openpyxl
import pytest
from pptx import Presentation

from tests.report.invented import HOSTILE, analysis_of
from tests.report.test_report import pack_of
from truefans_core import report
from truefans_core.report.brand import Brand


def inside(content):
    """Every text of an archive, of the archives in it too."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            found += inside(data) if name.endswith(".xlsx") else [data.decode("utf-8", "ignore")]
    return found


@pytest.fixture(scope="module")
def pack(plain):
    return pack_of(plain, client="Client & Co", brand=Brand(footer="Only for you"))


@pytest.fixture(scope="module")
def deck(pack):
    return Presentation(io.BytesIO(report.slides(pack)))


def charts(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def test_each_slide_has_a_headline_and_stays_on_the_slide(deck):
    for slide in deck.slides:
        assert slide.shapes.title.text_frame.text.strip()
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height + 1, shape.name


def test_the_headlines_are_the_messages(deck, pack):
    headlines = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert headlines[0] == "True fans and income: Client & Co"
    assert headlines[1] == "6 of your 132 people are true fans."
    for section in pack.sections:
        for figure in section.figures if not section.only_workbook else ():
            if figure.id not in {"key", "trail"}:
                assert figure.sentence in headlines or figure.title in headlines


def test_charts_hold_the_numbers_of_their_tables(deck, plain):
    shares = next(c for c in charts(deck) if c.series[0].name == "Share of people")
    assert list(shares.plots[0].categories)[-1] == "True fans"
    assert shares.series[0].values[-1] == pytest.approx(6 / 132)
    assert shares.series[1].values[-1] == pytest.approx(plain.groups["true"].share_income)
    book = openpyxl.load_workbook(io.BytesIO(shares.part.chart_workbook.xlsx_part.blob))
    assert book.active["B6"].value == pytest.approx(6 / 132)


def test_the_notes_say_how_it_was_made(deck):
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides if slide.has_notes_slide]
    assert any("How it is made" in text and "132 people" in text for text in notes)
    for slide in deck.slides:
        if any(shape.has_chart for shape in slide.shapes):
            assert slide.has_notes_slide


def test_charts_are_described_for_those_who_cannot_see_them(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


def test_another_process_gives_the_same_slides(pack, made_elsewhere):
    assert made_elsewhere("pptx", report.slides(pack))


def test_hidden_names_are_in_no_slide_no_note_and_no_workbook_behind_a_chart(plain):
    everything = "".join(inside(report.slides(pack_of(plain))))
    assert not re.search(r"xylo|surname|example\.com", everything, re.IGNORECASE)


def test_hostile_words_are_letters_in_slides():
    found = analysis_of({"known": 40, "casual": 20, "engaged": 9, "true": 9}, name=HOSTILE)
    content = report.slides(
        pack_of(found, names_hidden=False, client=HOSTILE[0], notes=HOSTILE[2], sample=HOSTILE[1])
    )
    parts = inside(content)
    assert not any("<f>" in part or "<c:f>=" in part for part in parts if "worksheet" in part)
    assert not any("<script" in part or "<img" in part for part in parts)
    assert "\u202e" not in "".join(parts)
    assert Presentation(io.BytesIO(content)).slides


def test_a_failing_chart_leaves_a_sentence_in_its_place(plain, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("xylo")

    monkeypatch.setattr("truefans_core.report.slide_chart.dress", broken)
    deck = Presentation(io.BytesIO(report.slides(pack_of(plain))))
    said = " ".join(s.text_frame.text for slide in deck.slides for s in slide.shapes if s.has_text_frame)
    assert "This chart could not be drawn" in said


@pytest.mark.parametrize("counts", [{}, {"known": 1}, {"true": 4}, {"gone": 7}])
def test_few_people_still_give_slides(counts):
    assert Presentation(io.BytesIO(report.slides(pack_of(analysis_of(counts))))).slides
