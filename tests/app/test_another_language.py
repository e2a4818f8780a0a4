"""Every page in a language that does not exist: what is left in English is not in the catalogue."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import astuple
from pathlib import Path
from zoneinfo import available_timezones

import pytest
from babel import Locale
from streamlit.testing.v1 import AppTest

from tests.language import pseudo
from truefans_core import cultivate, fees, rates, samples
from truefans_core.benchmarks import benchmarks
from truefans_core.sources import SOURCES

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("home", "data", "people", "tiers", "movement", "income", "cultivate", "report")
SAMPLE = "nonprofit"
#: Fields of an element that a visitor reads.
READ = {
    "body", "label", "help", "placeholder", "options", "caption", "captions", "text", "title", "alt", "tooltip",
    "default_value", "message", "content",
}  # fmt: skip
#: English that is meant: names of things, and what stands in files.
MEANT = {
    "CSV",
    "XLSX",
    "HTML",
    "PPTX",
    "PDF",
    "USD",
    "PNG",
    "JPEG",
    "SVG",
    "ZIP",
    "JSON",
    "UTC",
    "true",
    "false",
    "truefans",
}


def note(say, name):
    """A longer text, which is a file a language."""
    file = ROOT / "pages" / "notes" / "en" / f"{name}.md"
    return say.fill(pseudo.other(file.read_text(encoding="utf-8"))) if file.exists() else None


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """The app with a sample, spoken to in a language that does not exist."""
    patch = pytest.MonkeyPatch()
    patch.setenv("TRUEFANS_HOME", str(tmp_path_factory.mktemp("home")))
    with pseudo.spoken(patch):
        patch.setattr("pages.parts.state.language_of", lambda _locale: pseudo.CODE)
        patch.setattr("pages.parts.shell.note", note)
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=180).run()
        empty = list(shown(app._tree))
        app.button(key=f"sample_{SAMPLE}").click().run()
        assert not app.exception
        app.empty_home = empty
        yield app
    patch.undo()


@pytest.fixture(scope="module")
def facts(app):
    """Words that are no sentence of ours: of the sample's files, the fee book, what others measured, names of places."""
    texts = [name for name, _ in samples.files(SAMPLE)]
    for _, content in samples.files(SAMPLE):
        texts += [" ".join(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig", "replace")))]
    texts += [str(value) for each in (*fees.book(), *benchmarks()) for value in astuple(each)]
    texts += [source.platform for source in SOURCES.values()]
    texts += [tool.name for tool in cultivate.TOOLS]
    texts += available_timezones()
    texts += rates.table().fixings
    texts += Locale("en").territories.values()
    return {word for text in texts for word in re.findall(r"[A-Za-z]+", text)}


def shown(node):
    """Every text of a page that a visitor reads, with the field it stands in."""
    proto = getattr(node, "proto", None)
    if proto is not None and hasattr(proto, "ListFields"):
        yield from read(proto)
    if type(node).__name__ in ("Dataframe", "Table"):
        frame = node.value
        yield from (("column", str(each)) for each in frame.columns)
        for column in frame.select_dtypes(["object", "str"]):
            yield from (("cell", str(each)) for each in frame[column].dropna().unique())
    for child in getattr(node, "children", {}).values():
        yield from shown(child)


def read(proto):
    for field, value in proto.ListFields():
        values = value if field.is_repeated else [value]
        if field.message_type is not None and field.message_type.GetOptions().map_entry:
            continue
        for each in values:
            if field.message_type is not None:
                yield from read(each)
            elif isinstance(each, str) and field.name in READ:
                yield field.name, each
            elif isinstance(each, str) and field.name == "spec":
                yield from (("chart", text) for text in words_in(json.loads(each)))
            elif isinstance(each, str) and field.name == "columns" and each.startswith("{"):
                for column in json.loads(each).values():
                    yield from (
                        (f"column {name}", str(column[name]))
                        for name in ("label", "help")
                        if column.get(name)
                    )


def words_in(spec):
    """Titles, labels and the description of a chart."""
    if isinstance(spec, list):
        for each in spec:
            yield from words_in(each)
    elif isinstance(spec, dict):
        for key, value in spec.items():
            if key in ("title", "text", "description") and isinstance(value, str):
                yield value
            elif key != "datasets":
                yield from words_in(value)


def left(texts, facts):
    found = {}
    for field, text in texts:
        plain = re.sub(r":material/\w+:|`[^`]*`|\{\{\w+\}\}|https?://\S+|\S*/\S*\.truefans", " ", text)
        if english := pseudo.untranslated(plain) - MEANT - facts:
            found[text[:80]] = (field, sorted(english)[:8])
    return found


def test_the_first_page_of_an_empty_workspace(app, facts):
    assert left(app.empty_home, facts) == {}


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_left_untranslated(app, facts, page):
    app.switch_page(f"pages/{page}.py").run()
    assert not app.exception
    texts = list(shown(app._tree))
    assert len(texts) > 20
    assert any(pseudo.other("a") in text for _, text in texts)
    assert left(texts, facts) == {}
