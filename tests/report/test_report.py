"""What leaves the house: both forms hold the analysis' numbers, no hidden name, and nothing that runs."""

import dataclasses
import importlib
import io
import os
import re
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation
from pypdf import PdfReader

from tests.report.invented import AS_OF, HOSTILE, KEY, analysis_of
from truefans_core import cultivate, report
from truefans_core.funnel import Step
from truefans_core.income import Lever, Scenario, project
from truefans_core.problems import Problem
from truefans_core.report.aliases import aliases
from truefans_core.report.hiding import shown_groups
from truefans_core.words import PRESETS, Words

SHEETS = [
    "The answer", "Who they are", "How they move", "Income", "What to do next", "This week", "One by one",
]  # fmt: skip


def pack_of(found, *, say=None, **options):
    plan = cultivate.plan(found.supporters, hours=3, as_of=AS_OF, currency=found.currency)
    return report.build(
        found,
        say or Words(),
        key=KEY,
        options=report.Options(**options),
        plan=plan,
        projection=project(Scenario(goal_minor=4_000_000, currency=found.currency)),
        files={"file-one": "xylo file.csv"},
    )


@pytest.fixture(scope="module")
def hidden(plain):
    pack = pack_of(plain, client="Client & Co")
    return pack, report.workbook(pack), report.page(pack)


def parts(workbook):
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def formulas(workbook):
    return [
        f
        for name, xml in parts(workbook).items()
        for f in re.findall(r"<f>([^<]*)</f>", xml)
        if "/worksheets/" in name
    ]


def live(workbook):
    return openpyxl.load_workbook(io.BytesIO(workbook), data_only=True)


def groups_of(book):
    """Rows of the groups' table: label to (people, income, net, lifetime)."""
    rows = [[c.value for c in row] for row in book["Who they are"].iter_rows(max_col=7)]
    start = next(i for i, row in enumerate(rows) if row[0] == "Group")
    found = {}
    for row in rows[start + 1 :]:
        found[row[0]] = (row[1], row[3], row[4], row[5])
        if row[0] == "Total":
            return found
    raise AssertionError(rows)


def test_both_forms_say_the_answer(hidden):
    _, workbook, page = hidden
    assert live(workbook)["The answer"]["A4"].value == "6 of your 132 people are true fans."
    assert "6 of your 132 people are true fans." in page.decode()


def test_the_workbook_holds_the_analysis_numbers(plain, hidden):
    groups = groups_of(live(hidden[1]))
    assert groups["True fans"][0] == plain.groups["true"].count
    assert round(groups["True fans"][1] * 100) == plain.groups["true"].income_year_minor
    assert round(groups["Total"][1] * 100) == plain.supporters["income_year_minor"].sum()
    assert groups["Total"][0] == len(plain.supporters)


def test_the_workbook_is_ready_to_be_used(hidden):
    book = openpyxl.load_workbook(io.BytesIO(hidden[1]))
    assert book.sheetnames == [
        *SHEETS, "Account of rows", "How each number is made", "Words used here", "Data dictionary",
    ]  # fmt: skip
    people = book["One by one"]
    assert people.freeze_panes == "A5"
    assert people.auto_filter.ref.startswith("A4:")
    assert people.max_row == 4 + 132 + 1 or people.auto_filter.ref.endswith("136")
    assert all(sheet.print_area for sheet in book)
    assert sum(len(sheet._charts) for sheet in book) >= 3


def test_the_answer_is_calculated_too(plain, hidden):
    book = openpyxl.load_workbook(io.BytesIO(hidden[1]))
    written = {row[0].value: row[1].value for row in book["The answer"].iter_rows(max_col=2)}
    cached = {row[0].value: row[1].value for row in live(hidden[1])["The answer"].iter_rows(max_col=2)}
    true = plain.groups["true"]
    label = next(key for key in written if str(key).startswith("Share of it"))
    assert str(written["True fans"]).startswith("='Who they are'!$B$")
    assert str(written[label]).startswith("='Who they are'!$G$")
    assert cached["True fans"] == true.count
    assert cached[label] == pytest.approx(true.share_income)


def test_the_sentence_and_the_table_of_the_top_agree(plain):
    found = dataclasses.replace(
        plain, supporters=plain.supporters.assign(income_year_minor=[(n + 1) ** 2 for n in range(132)])
    )
    figure = next(f for f in pack_of(found, names_hidden=False).section("groups").figures if f.id == "curve")
    share = next(row[2] for row in figure.table.rows if row[0].startswith("Top 10"))
    assert Words().share(share) in figure.sentence


@pytest.mark.parametrize(("people", "told"), [(7, True), (2, False)])
def test_what_was_given_back_is_told_unless_it_tells_of_few(plain, people, told):
    found = dataclasses.replace(plain, quality={"refunds_minor": 48_550, "refunded_people": people})
    assert ("$485.50" in report.page(pack_of(found)).decode()) is told
    assert "$485.50" in report.page(pack_of(found, names_hidden=False)).decode()


def test_formulas_stand_only_where_we_wrote_them(hidden):
    allowed = re.compile(
        r"SUM\([A-Z]+\d+:[A-Z]+\d+\)|COUNTIF\('One by one'!\$B\$\d+:\$B\$\d+,\$A\d+\)"
        r"|ROUND\(SUMIF\('One by one'!\$B\$\d+:\$B\$\d+,\$A\d+,'One by one'!\$[A-Z]\$\d+:\$[A-Z]\$\d+\),2\)"
        r"|IF\([A-Z]\$\d+=0,0,[A-Z]\d+/[A-Z]\$\d+\)|'Who they are'!\$[A-Z]\$\d+",
    )
    found = formulas(hidden[1])
    assert len(found) > 20
    assert [f for f in found if not allowed.fullmatch(f.replace("&apos;", "'"))] == []


def test_every_formula_has_its_value(hidden):
    sheets = [xml for name, xml in parts(hidden[1]).items() if "/worksheets/sheet" in name]
    assert not any(re.search(r"</f><v\s*/>|</f><v></v>|</f></c>", xml) for xml in sheets)


def test_hidden_names_are_nowhere(hidden):
    pack, workbook, page = hidden
    inside = "".join(parts(workbook).values()) + page.decode()
    assert not re.search(r"xylo|surname|example\.com", inside, re.IGNORECASE)
    assert "Client &amp; Co" in inside
    assert "Fan " in inside
    assert not any(figure.sentence == "" for section in pack.sections for figure in section.figures)


def test_names_are_shown_when_wanted(plain):
    pack = pack_of(plain, names_hidden=False)
    inside = "".join(parts(report.workbook(pack)).values())
    assert "Xylo 0 Surname" in inside
    assert "xylo0@example.com" in inside
    assert "Names shown" in report.page(pack).decode()


def test_small_groups_are_joined_so_that_sums_stay_whole():
    found = analysis_of({"known": 50, "casual": 20, "engaged": 9, "true": 3})
    pack = pack_of(found)
    groups = groups_of(live(report.workbook(pack)))
    assert set(groups) == {"Contacts", "Casual fans", "Engaged fans and True fans", "Total"}
    assert groups["Engaged fans and True fans"][0] == 12
    assert groups["Total"][0] == 82
    page = report.page(pack).decode()
    assert "fewer than five" in page
    assert "3 of your 82" not in page


def test_fewer_than_five_people_are_not_shown_at_all():
    pack = pack_of(analysis_of({"true": 4}))
    assert pack.section("supporters").figures == ()
    inside = "".join(parts(report.workbook(pack)).values()) + report.page(pack).decode()
    assert "fewer than five people" in inside.lower()
    assert "Fan 0" not in inside


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"true": 5, "known": 5}, (("known",), ("true",))),
        ({"gone": 2, "known": 9}, (("gone", "known"),)),
        ({"true": 1}, (("true",),)),
        ({"casual": 4, "engaged": 4, "true": 4, "known": 40}, (("known",), ("casual", "engaged", "true"))),
        ({}, ()),
    ],
)
def test_groups_are_joined_with_their_neighbour(counts, expected):
    assert shown_groups(counts, hidden=True) == expected


def test_another_process_gives_the_same_bytes(hidden, made_elsewhere):
    assert made_elsewhere("xlsx", hidden[1])
    assert made_elsewhere("html", hidden[2])


def test_aliases_are_stable_within_and_different_across_workspaces():
    ids = [f"{i:016x}" for i in range(3000)]
    mine = aliases(ids, KEY, "Donor")
    assert len(set(mine.values())) == len(ids)
    assert all(re.fullmatch(r"Donor \d{4,}", alias) for alias in mine.values())
    few = aliases(ids[:500], KEY, "Donor")
    assert all(mine[person].startswith(alias) for person, alias in few.items())
    other = aliases(ids, b"another workspace's secret", "Donor")
    assert sum(mine[i] == other[i] for i in ids) < 30
    with pytest.raises(ValueError, match="short"):
        aliases(ids, b"short", "Donor")


def test_hostile_names_are_text(tmp_path):
    found = analysis_of({"known": 40, "casual": 20, "engaged": 9, "true": 9}, name=HOSTILE)
    pack = pack_of(found, names_hidden=False, client=HOSTILE[0], notes=HOSTILE[2], sample=HOSTILE[1])
    workbook, page = report.workbook(pack), report.page(pack).decode()
    assert not [f for f in formulas(workbook) if "xylo" in f.lower() or "HYPERLINK" in f]
    for sheet in openpyxl.load_workbook(io.BytesIO(workbook)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "s":
                    assert str(cell.value)[0] not in "=+-@\t\r＝＋－＠"
    assert not re.search(r"<script|<img|onerror=window(?![^<>]*&)", re.sub(r"&lt;.*?&gt;", "", page))


class Tags(HTMLParser):
    """Every tag and attribute of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("names_hidden", [True, False])
def test_the_page_fetches_and_runs_nothing(plain, names_hidden):
    page = report.page(pack_of(plain, names_hidden=names_hidden)).decode()
    assert not re.search(r"https?://", page)
    found = Tags(page)
    assert not found.tags & {"script", "img", "link", "iframe", "object", "form", "base", "image", "use"}
    assert not [a for a in found.attributes if a.startswith("on") or a in ("src", "style")]
    assert "default-src 'none'" in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_no_number_is_unfinished(hidden):
    inside = "".join(parts(hidden[1]).values()) + hidden[2].decode()
    assert not re.search(r"\b(nan|inf|NaT|None|Infinity)\b", inside)


def test_a_failing_chart_leaves_a_sentence(plain, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("xylo")

    monkeypatch.setattr("vl_convert.vegalite_to_svg", broken)
    page = report.page(pack_of(plain)).decode()
    assert "This chart could not be drawn" in page
    assert "True fans" in page
    assert "xylo" not in page


def test_a_failing_chart_of_a_sheet_leaves_a_sentence(plain, hidden, monkeypatch):
    def broken(*_args, **_more):
        raise RuntimeError("xylo")

    monkeypatch.setattr("truefans_core.report.sheet_chart.of_series", broken)
    workbook = report.workbook(pack_of(plain))
    book = live(workbook)
    assert sum(len(sheet._charts) for sheet in book) == 0
    told = [cell.value for row in book["Who they are"].iter_rows(max_col=1) for cell in row]
    assert "This chart could not be drawn" in " ".join(str(each) for each in told)
    assert groups_of(book) == groups_of(live(hidden[1]))


def test_without_a_scenario_a_sentence_says_so(plain):
    pack = report.build(plain, Words(), key=KEY)
    assert pack.section("moves").figures == ()
    assert "no scenario" in pack.section("moves").paragraphs[0]
    for form in report.FORMS:
        assert form.make(pack)


def test_each_part_is_told_before_it_is_begun(hidden):
    pack = hidden[0]
    for form in report.FORMS:
        told = []
        form.make(pack, lambda what, done, told=told: told.append((what, done)))
        parts = [part.title for part in pack.sections if form.name == "workbook" or not part.only_workbook]
        assert sorted(what for what, _ in told) == sorted([*parts, "Putting it together"])
        assert [done for _, done in told] == sorted(done for _, done in told)
        assert told[-1][1] < 1


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_speaks_its_own_words(plain, preset):
    pack = pack_of(plain, say=Words(preset=preset))
    page = report.page(pack).decode()
    if preset == "nonprofit":
        assert not re.search(r"\bfans?\b", page.replace("Made by True fans", ""), re.IGNORECASE)
        assert "champions" in page
    assert pack.section("groups").figures[0].table.rows[-1][1] == 6


def test_lines_of_ones_own_are_told_with_their_numbers(plain):
    own = dataclasses.replace(
        plain,
        rule="marks",
        settings=dataclasses.replace(plain.settings, marks_from={"interest": (5.0, 40.0)}),
    )
    (method,) = pack_of(own, sections=("method",)).sections
    assert any(
        "true fans have 40 for showing up; engaged fans have 5 for showing up" in line
        for line in method.paragraphs
    )
    (usual,) = pack_of(plain, sections=("method",)).sections
    assert len(usual.paragraphs) == len(method.paragraphs) - 1


def test_sections_and_sentences_can_be_chosen(plain):
    pack = pack_of(plain, sections=("groups", "method"), sentences={"groups": "My own words."})
    assert [section.id for section in pack.sections] == ["groups", "method"]
    page = report.page(pack).decode()
    assert "My own words." in page
    assert 'id="income"' not in page
    assert live(report.workbook(pack)).sheetnames == ["Who they are", "How each number is made"]
    with pytest.raises(ValueError, match="nonsense"):
        pack_of(plain, sections=("nonsense",))


@pytest.mark.parametrize("counts", [{}, {"known": 1}, {"true": 1}, {"known": 30}, {"gone": 7}])
@pytest.mark.parametrize("names_hidden", [True, False])
def test_few_people_still_give_a_report(counts, names_hidden):
    pack = pack_of(analysis_of(counts), names_hidden=names_hidden)
    assert live(report.workbook(pack)).sheetnames
    assert report.page(pack).decode().endswith("</html>\n")


def test_money_without_cents_keeps_its_units():
    found = analysis_of({"casual": 10, "true": 5}, currency="JPY")
    groups = groups_of(live(report.workbook(pack_of(found))))
    assert groups["Total"][1] == found.supporters["income_year_minor"].sum()


@pytest.fixture(scope="session")
def office():
    """LibreOffice, without its own windows and with a profile of its own."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice is missing")
        pytest.skip("LibreOffice is not installed: sums are not recalculated by another program")
    return program


@pytest.mark.office
def test_another_spreadsheet_comes_to_the_same_sums(plain, hidden, office, tmp_path):
    """LibreOffice calculates every formula anew from the cells, cached values removed."""
    before = tmp_path / "report.xlsx"
    openpyxl.load_workbook(io.BytesIO(hidden[1])).save(
        before
    )  # openpyxl keeps formulas and drops their values
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(tmp_path / "out"),
            str(before),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    again = openpyxl.load_workbook(tmp_path / "out" / "report.xlsx", data_only=True)
    theirs, ours = groups_of(again), groups_of(live(hidden[1]))
    assert theirs.keys() == ours.keys()
    for label, numbers in ours.items():
        assert [round(n * 100) for n in theirs[label]] == [round(n * 100) for n in numbers], label
    assert round(theirs["Total"][1] * 100) == plain.supporters["income_year_minor"].sum()
    answer = {row[0].value: row[1].value for row in again["The answer"].iter_rows(max_col=2)}
    assert answer["People"] == 132


@pytest.mark.office
def test_another_program_opens_the_slides(hidden, office, tmp_path):
    """Every slide is there after LibreOffice has read them, with its headline."""
    before = tmp_path / "report.pptx"
    before.write_bytes(report.slides(hidden[0]))
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(tmp_path),
            str(before),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    read = PdfReader(tmp_path / "report.pdf")
    slides = Presentation(before).slides
    assert len(read.pages) == len(slides)
    for slide, page in zip(slides, read.pages, strict=True):
        headline = re.sub(r"\s+", "", slide.shapes.title.text_frame.text)
        assert headline in re.sub(r"\s+", "", page.extract_text())


def test_people_beyond_the_sheet_are_still_counted(plain, monkeypatch):
    for module in ("sheets", "roster", "workbook"):
        monkeypatch.setattr(importlib.import_module(f"truefans_core.report.{module}"), "MOST_ROWS", 30)
    workbook = report.workbook(pack_of(plain))
    groups = groups_of(live(workbook))
    assert groups["Total"][0] == 132
    assert any(re.fullmatch(r"COUNTIF\(.*\)\+\d+", f) for f in formulas(workbook))
    assert "102 more people have no line here" in "".join(parts(workbook).values())


def test_what_is_hidden_cannot_be_worked_out_from_a_sum():
    found = analysis_of({"known": 60, "casual": 40, "engaged": 14, "true": 6})
    plan = pd.DataFrame(
        {
            "person_id": found.supporters["person_id"][:20],
            "strategy": ["thank"] * 11 + ["reply"] * 6 + ["ask"] * 2 + ["call"],
            "minutes": [5] * 20,
        }
    )
    pack = report.build(found, Words(), key=KEY, plan=plan)
    table = pack.section("week").figures[0].table
    assert [row[1] for row in table.rows] == [11, 9]
    assert sum(row[1] for row in table.rows) == 20
    joined = found.supporters.assign(
        joined_at=pd.to_datetime(["2025-01-10"] * 50 + ["2025-02-10"] * 3 + ["2025-03-10"] * 67),
    )
    pack = report.build(dataclasses.replace(found, supporters=joined), Words(), key=KEY)
    months = next(f for f in pack.section("movement").figures if f.id == "joins").table
    assert [row[1] for row in months.rows] == [None, None, 67, 0, 0, 0]


@pytest.mark.browser
def test_a_browser_runs_and_fetches_nothing(chromium, tmp_path):
    found = analysis_of({"known": 40, "casual": 20, "engaged": 9, "true": 9}, name=HOSTILE)
    file = tmp_path / "report.html"
    file.write_bytes(report.page(pack_of(found, names_hidden=False, client=HOSTILE[2], notes=HOSTILE[1])))
    page = chromium.new_page(viewport={"width": 390, "height": 800}, color_scheme="dark")
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    assert page.evaluate("window.__x") is None
    assert asked == [file.as_uri()]
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".chart.dark svg").first.is_visible()
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator(".chart.light svg").first.is_visible()
    assert not page.locator(".chart.dark svg").first.is_visible()
    page.close()


@pytest.mark.parametrize("names_hidden", [True, False])
def test_every_problem_is_said_and_what_was_read_stays_out(plain, names_hidden):
    told = {"a": "table:xylo file", "b": "substack", "n": 3, "money": "USD 12.00"}
    problems = (
        Problem("N_OVERLAP", 3, told),
        Problem("N_SMALL", 6, {"minor": 10_000, "currency": "USD"}),
        Problem("N_LINE_KEPT", params={"day": ""}),
        Problem("N_RATE_OLD", 2, {"day": "2026-01-31"}),
    )
    section = pack_of(dataclasses.replace(plain, problems=problems), names_hidden=names_hidden).section(
        "account"
    )
    said = " ".join(section.paragraphs)
    assert ("xylo" in said) != names_hidden
    assert "$100 or more" in said
    assert "Jan 31, 2026" in said


def test_files_are_called_as_the_analysis_knows_them(plain):
    named = dataclasses.replace(plain, files={"file-one": "one.csv", "file-two": "two.csv"})
    pack = report.build(named, Words(), key=KEY, options=report.Options(names_hidden=False))
    rows = pack.section("account").figures[0].table.rows
    assert [row[0] for row in rows] == ["one.csv", "two.csv"]


def test_what_lies_between_two_steps_is_not_told_where_it_is_a_few_people(plain):
    """Nine beside the six true fans would tell the three between; a rate of a hidden step would tell that step."""
    steps = tuple(
        Step(name, count, rate, 0.1, 0.9)
        for name, count, rate in (
            ("listed", 100, None),
            ("active", 9, 0.09),
            ("engaged", 6, 0.67),
            ("true", 6, 1.0),
        )
    )
    table = (
        pack_of(dataclasses.replace(plain, funnel=steps), names_hidden=True)
        .section("movement")
        .figures[0]
        .table
    )
    people, rates = ([row[column] for row in table.rows] for column in (1, 2))
    assert people == [100, None, 6, 6]
    assert rates[1:] == [None, None, 1.0]


def test_moves_and_scenarios_are_compared_and_the_best_is_said(plain):
    today = project(
        Scenario(goal_minor=4_000_000, fans_now=Lever.exactly(50), new_per_month=Lever.exactly(5))
    )
    beside = project(
        Scenario(goal_minor=4_000_000, fans_now=Lever.exactly(50), new_per_month=Lever.exactly(9))
    )
    pack = report.build(plain, Words(), key=KEY, projection=today, beside=beside)
    section = pack.section("moves")
    assert len(section.paragraphs) == 4
    assert all("more a month" in line for line in section.paragraphs[1:])
    scenarios = next(figure for figure in section.figures if figure.id == "scenarios")
    names = [row[0] for row in scenarios.table.rows]
    assert names[:2] == ["Today’s pace", "The one beside it"]
    assert len(names) == 5
    best = max(scenarios.table.rows, key=lambda row: row[scenarios.table.at("mean")].minor)
    assert f"“{best[0]}” brings most" in scenarios.sentence


def test_each_figure_leads_to_how_it_was_made(hidden):
    pack, workbook, page = hidden
    shown = [f for s in pack.sections for f in s.figures if f is not pack.trail]
    assert [row[0] for row in pack.trail.table.rows] == [figure.number for figure in shown]
    assert all(row[2] and row[3] for row in pack.trail.table.rows)
    text = page.decode()
    for figure in shown:
        assert f'id="made-{figure.number}"' in text
    sheet = openpyxl.load_workbook(io.BytesIO(workbook))["Who they are"]
    linked = [cell for row in sheet.iter_rows(max_col=1) for cell in row if cell.hyperlink]
    assert linked
    assert all("How each number is made" in cell.hyperlink.location for cell in linked)
