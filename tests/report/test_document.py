"""PDF: the words are in its text layer, it is tagged, and letters that no font has are counted."""

import importlib
import io
import re
import zlib

import pytest
from pypdf import PdfReader

from tests.report.invented import HOSTILE, analysis_of
from tests.report.test_report import pack_of
from truefans_core import report
from truefans_core.problems import Refused
from truefans_core.report.glyphs import covered, shown
from truefans_core.words import PRESETS, Words


def read(content):
    return PdfReader(io.BytesIO(content))


def text_of(content):
    """The text layer, each run of white space as one space."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in read(content).pages))


@pytest.fixture(scope="module")
def made(plain):
    return report.document(pack_of(plain, client="Client & Co"))


def test_the_text_layer_holds_the_headline(made):
    assert "6 of your 132 people are true fans." in text_of(made)
    assert "True fans and income: Client & Co" in text_of(made)


def test_it_is_tagged_titled_and_says_its_language(made):
    root = read(made).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "en"
    assert read(made).metadata.title == "True fans and income: Client & Co"
    assert b"pdfuaid:part" in made or b"pdfuaid" in made


def test_every_font_is_inside(made):
    for page in read(made).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(inner)
            assert "Liberation" in inner["/FontName"]


def test_a_figure_leads_to_how_it_was_made(made):
    links = [a.get_object() for page in read(made).pages for a in page.get("/Annots", [])]
    assert len(links) > 10
    assert all(link["/Subtype"] == "/Link" and "/URI" not in link.get("/A", {}) for link in links)


def test_another_process_gives_the_same_pdf(made, made_elsewhere):
    assert made_elsewhere("pdf", made)


def test_hidden_names_are_nowhere(made):
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    plain = [made]
    for stream in streams:
        try:
            plain.append(zlib.decompress(stream))
        except zlib.error:
            continue
    everything = b"".join(plain).decode("latin-1") + text_of(made)
    assert not re.search(r"xylo|surname|example\.com", everything, re.IGNORECASE)


def test_hostile_words_are_letters():
    found = analysis_of({"known": 40, "casual": 20, "engaged": 9, "true": 9}, name=HOSTILE)
    content = report.document(
        pack_of(
            found, names_hidden=False, client="#panic() *b* $x$ \\u{1}", notes=HOSTILE[2], sample=HOSTILE[1]
        )
    )
    said = text_of(content)
    assert "#panic() *b* $x$" in said
    assert "<script>window" in said
    assert not re.search(rb"/JavaScript|/JS\b|/Launch|/OpenAction", content)


def test_latin_greek_and_cyrillic_are_shown_and_others_counted(plain):
    content = report.document(pack_of(plain, client="Ünal Ελλάδα Кирилл 漢字"))
    said = text_of(content)
    assert "Ünal Ελλάδα Кирилл □□" in said
    assert "letters are in none of the fonts" in said
    assert {ord(c) for c in "AzÀÿĀſαΩЖя€–“”…□"} <= covered()
    assert shown("\U0001f600") == ("□", 1)


def test_a_failing_chart_leaves_a_sentence(plain, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("xylo")

    monkeypatch.setattr("vl_convert.vegalite_to_svg", broken)
    said = text_of(report.document(pack_of(plain)))
    assert "This chart could not be drawn" in said
    assert "xylo" not in said


def test_without_the_extra_a_sentence_says_how_to_get_it(plain, monkeypatch):
    monkeypatch.setattr(importlib.import_module("truefans_core.report.document"), "installed", lambda: False)
    with pytest.raises(Refused) as refused:
        report.document(pack_of(plain))
    assert refused.value.problem.code == "R_NO_PDF"


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("locale", ["en_US", "de_DE", "ar"])
def test_every_preset_and_locale_gives_a_file(preset, locale):
    found = analysis_of({"known": 20, "true": 6})
    assert report.document(pack_of(found, say=Words(preset=preset, locale=locale))).startswith(b"%PDF")


@pytest.mark.parametrize("counts", [{}, {"known": 1}, {"true": 4}])
def test_few_people_still_give_a_file(counts):
    assert report.document(pack_of(analysis_of(counts))).startswith(b"%PDF")
