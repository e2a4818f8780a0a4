"""`truefans report` in every form, preset and way to show names: what was asked for is in the file, nobody is."""

from __future__ import annotations

import csv
import io
import itertools
import re

import pytest
from PIL import Image

from tests.report.reading import everything, words_of
from truefans_core import cultivate, income, report, samples
from truefans_core.cli.files import analysis_of
from truefans_core.cli.options import Common
from truefans_core.words import PRESETS, Words, languages

ENDINGS = ("xlsx", "html", "pptx", "pdf")
#: What each sample calls its people by: cells of these columns are in no report while names are hidden.
_NAMES = re.compile(
    r"name|e-?mail|donor|customer|client|contact|attendee|phone|twitter|discord|handle", re.IGNORECASE
)
_NOT_NAMES = re.compile(
    r"product|lineitem|item|tier|event|campaign|plan|file|ticket|opt|type|status|marketing|since|spent|account"
    r"|method|currency|created|amount|total|rating|count|date|project|list|lifetime|segment|form|fund",
    re.IGNORECASE,
)


def people_of(sample):
    """What the files of a sample call people by: names of two words, addresses, handles."""
    found = set()
    for name, content in samples.files(sample):
        if not name.endswith((".csv", ".tsv", ".txt")):
            continue
        text = content.decode("utf-8-sig", "replace")
        found |= {each.casefold() for each in re.findall(r"[\w.+-]+@[\w-]+\.[\w.-]+", text)}
        rows = list(csv.reader(io.StringIO(text)))
        head = next((row for row in rows if len(row) > 2), [])
        for place, title in enumerate(head):
            if _NAMES.search(title) and not _NOT_NAMES.search(title):
                found |= {
                    row[place].strip().casefold() for row in rows if row is not head and len(row) > place
                }
    return {each for each in found if len(each) > 6 and (" " in each or "@" in each)}


@pytest.fixture
def logo(tmp_path):
    Image.new("RGB", (60, 20), "#0a7d55").save(tmp_path / "f.png")
    return tmp_path / "f.png"


def pack_of(sample):
    """The pack of a sample as the command makes it, names hidden."""
    found, say = analysis_of([f"sample:{sample}"], Common())
    plan = cultivate.plan(found.supporters, hours=5, as_of=found.as_of, currency=found.currency)
    scenario = income.todays_scenario(
        say.preset, found.supporters, found.events, found.snapshots, found.as_of, found.currency
    )
    return report.build(found, say, key=b"k" * 32, plan=plan, projection=income.project(scenario))


@pytest.mark.parametrize("sample", samples.names())
def test_nobody_of_a_sample_is_in_a_report_with_names_hidden(sample):
    people = people_of(sample)
    assert len(people) > 50
    pack = pack_of(sample)
    for form in report.FORMS:
        inside = everything(form.make(pack)).casefold()
        assert len(inside) > 5000, form.name
        assert [each for each in people if each in inside] == [], form.name
        assert not re.search(r"[\w.+-]+@[\w-]+\.(com|org|net)\b", inside), form.name


@pytest.mark.parametrize(("ending", "preset", "lang"), list(itertools.product(ENDINGS, PRESETS, languages())))
def test_every_form_takes_every_preset_a_client_and_a_logo(run, three, tmp_path, logo, ending, preset, lang):
    out = tmp_path / f"x.{ending}"
    ran = run(
        "report",
        *three,
        "-o",
        out,
        "--preset",
        preset,
        "--client",
        "Ünal & Söhne",
        "--logo",
        logo,
        "--lang",
        lang,
    )
    assert ran.code == 0, ran.err
    said = words_of(out.read_bytes())
    assert "Ünal & Söhne" in said
    assert Words(preset=preset)("report.figure.groups") in said
    if preset == "nonprofit":
        assert not re.search(r"\bfans?\b", said.replace("True fans", ""), re.IGNORECASE)


def test_the_key_says_who_is_who(run, three, tmp_path):
    key, book = tmp_path / "key.csv", tmp_path / "a.xlsx"
    assert run("report", *three, "-o", book, "--key", key).code == 0
    rows = list(csv.DictReader(io.StringIO(key.read_text("utf-8-sig"))))
    assert any("Amara" in row["Name"] for row in rows)
    listed = set(re.findall(r"Fan \d{4,}", words_of(book.read_bytes())))
    assert listed < {row["In the report"] for row in rows}


def test_names_are_in_every_form_that_lists_people_when_wanted(run, three, tmp_path):
    for ending in ENDINGS:
        out = tmp_path / f"n.{ending}"
        assert run("report", *three, "-o", out, "--no-anonymise").code == 0
        assert "Amara" in words_of(out.read_bytes())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<html><script>1</script></html>", "PNG, JPEG or SVG"),
        (bytes(2_000_000), "larger than a logo"),
        (b"\x89PNG\r\n\x1a\n", "cannot be drawn"),
    ],
)
def test_what_is_no_logo_leaves_no_report(run, three, tmp_path, content, why):
    (tmp_path / "logo.png").write_bytes(content)
    ran = run("report", three[0], "-o", tmp_path / "a.html", "--logo", tmp_path / "logo.png")
    assert ran.code == 3
    assert why in ran.err
    assert len(ran.err.strip().splitlines()) == 1
    assert not (tmp_path / "a.html").exists()
    assert run("report", three[0], "-o", tmp_path / "a.html", "--logo", tmp_path / "none.png").code == 3


def test_a_full_disk_leaves_what_stood_there(run, three, tmp_path, monkeypatch):
    out = tmp_path / "a.html"
    out.write_text("before")

    def half(self, content):
        with self.open("wb") as file:
            file.write(content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", half)
    ran = run("report", three[0], "-o", out)
    assert ran.code == 3
    assert "Traceback" not in ran.err
    assert out.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.html"]
