"""The People page: who may be one person, answered and taken back; a person's timeline; a person erased."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from truefans_core import store

ROOT = Path(__file__).resolve().parents[2]
DAY = dt.date(2024, 5, 1)
LONG = "Wolfeschlegelsteinhausenbergerdorff-" * 4
SHOP = f"""Date,Email,Name,City,Country,Amount,Currency
2024-01-05,ana.lima@gmail.com,Ana Lima,Porto,PT,25.00,USD
2024-02-05,ana.lima@gmail.com,Ana Lima,Porto,PT,25.00,USD
2024-02-07,ben@example.com,{LONG} Roth,Leeds,GB,15.00,USD
2024-02-09,cara@example.com,Cara Soto,Austin,US,10.00,USD
"""
LIST = """Email,Name,City,Country,Amount,Currency,Date
ana.lima@work.example.com,Ana Lima,Porto,PT,5.00,USD,2024-03-01
cara@example.org,Cara Soto,Austin,US,5.00,USD,2024-03-02
"""


@pytest.fixture
def people(tmp_path, monkeypatch):
    """The page over two files with two pairs who may be one."""
    monkeypatch.setenv("TRUEFANS_HOME", str(tmp_path))
    workspace = store.Workspace.open(store.home({"TRUEFANS_HOME": str(tmp_path)}) / store.WORKSPACE_FILE)
    workspace.add_upload("shop.csv", SHOP.encode(), DAY)
    workspace.add_upload("list.csv", LIST.encode(), DAY)
    workspace.close()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.switch_page("pages/people.py").run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    text = " ".join(text.value for text in (*app.subheader, *app.markdown, *app.caption))
    return text.replace("\u2060", "")  # an address is not to become a link


def button(app: AppTest, start: str):
    return next(each for each in app.button if (each.key or "").startswith(start))


def test_a_pair_is_joined_and_taken_apart_again(people):
    assert "5 people (3 to 5) from 2 files" in said(people)
    assert "there are 3" in said(people)
    assert "same name in Porto" in said(people)
    button(people, "same_").click().run()
    assert not people.exception
    assert "4 people (3 to 4) from 2 files" in said(people)
    assert "there are 3" in said(people)
    button(people, "undo_").click().run()
    assert "5 people (3 to 5) from 2 files" in said(people)
    log = next(each.value for each in people.dataframe if "Answer" in each.value.columns)
    assert log["Answer"].tolist() == ["Taken back", "Same person"]


def test_two_people_are_not_asked_about_again(people):
    for _ in range(2):
        button(people, "different_").click().run()
    assert not [each for each in people.button if (each.key or "").startswith("same_")]
    assert "5 people from 2 files" in said(people)
    assert "If every likely pair" not in said(people)


def test_people_are_narrowed_by_country_product_and_day(people):
    def names():
        return set(next(each.value for each in people.dataframe if "Next step" in each.value.columns)["Name"])

    everybody = names()
    people.selectbox(key="people_country").set_value("PT").run()
    assert names() == {"Ana Lima"}
    people.selectbox(key="people_country").set_value("").run()
    people.date_input(key="people_seen").set_value((dt.date(2024, 3, 2), dt.date(2024, 3, 2))).run()
    assert not people.exception
    assert names() == {"Cara Soto"}
    people.date_input(key="people_seen").set_value(()).run()
    assert names() == everybody


def test_an_answer_outlives_a_restart(people):
    button(people, "same_").click().run()
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.switch_page("pages/people.py").run()
    assert "4 people (3 to 4) from 2 files" in said(app)


def test_a_person_is_erased_after_a_confirmation(people):
    ana = button(people, "same_").key.removeprefix("same_").split("_")[0]
    people.session_state["_person"] = ana
    people.run()
    sure = next(each for each in people.checkbox if (each.key or "").startswith("erase_sure"))
    assert not [each for each in people.button if each.key == f"erase_{ana}"]
    sure.check().run()
    next(each for each in people.button if each.key == f"erase_{ana}").click().run()
    assert not people.exception
    assert "4 people (3 to 4) from 2 files" in said(people)


def test_on_a_phone_a_person_is_told_line_by_line(people, monkeypatch):
    from pages.parts import show

    monkeypatch.setattr(show, "on_phone", lambda: True)
    people.run()
    button(people, "line_people_0").click().run()
    assert not people.exception
    assert r"Feb 5, 2024 · paid · \$25.00 · Payment log · shop.csv, line 3" in said(people)
    assert not [each for each in people.dataframe if "From" in each.value.columns]


def test_a_merged_person_shows_every_address_and_every_row_with_its_line(people):
    # Both pairs are Same person: then one of the two is the one with three rows.
    for _ in range(2):
        button(people, "same_").click().run()
    undo = [
        each.key.removeprefix("undo_").split("_")
        for each in people.button
        if (each.key or "").startswith("undo_")
    ]
    for one in (each for pair in undo for each in pair):
        people.session_state["_person"] = one
        people.run()
        if "Known by ana" in said(people):
            break
    assert "Known by ana.lima@gmail.com, ana.lima@work.example.com" in said(people)
    rows = next(each.value for each in people.dataframe if "From" in each.value.columns)
    assert sorted(rows["From"]) == ["list.csv, line 2", "shop.csv, line 2", "shop.csv, line 3"]
