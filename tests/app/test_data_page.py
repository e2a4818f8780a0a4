"""The Data page in each of its states: empty, a sample, own files, a question, refused, an unknown format."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from tests.app.test_pages import open_app

EXPORTS = Path(__file__).resolve().parents[1] / "sources" / "data"
EIGHT = (
    "patreon-members.csv",
    "substack-subscriber-dashboard.csv",
    "stripe-payments.csv",
    "kofi-transactions.csv",
    "shopify-orders.csv",
    "mailchimp-subscribed.csv",
    "eventbrite-attendees.csv",
    "gumroad-sales.csv",
)
LOG = (
    "log.csv",
    "\n".join(
        [
            "who,when,how much,currency,thing",
            *(f"p{n}@example.org,2026-0{1 + n % 6}-15,{50 + n},USD,Mug" for n in range(30)),
        ]
    ),
)
EITHER_WAY = "\n".join(
    [
        "email,date,amount,currency",
        *(f"p{n}@example.org,0{1 + n % 9}/0{1 + n * 2 % 9}/2026,{50 + n}.50,USD" for n in range(12)),
    ]
)


def open_data() -> AppTest:
    app = open_app()
    app.switch_page("pages/data.py").run()
    return app


def drop(app: AppTest, *files: tuple[str, str | bytes]) -> AppTest:
    app.file_uploader[0].set_value(
        [(name, data.encode() if isinstance(data, str) else data, "text/csv") for name, data in files]
    ).run()
    assert not app.exception
    return app


def own(app: AppTest) -> AppTest:
    return drop(app, *((name, (EXPORTS / name).read_bytes()) for name in EIGHT[:2]))


def panel(app: AppTest, which: str, place: int = 0) -> AppTest:
    """Open one of the three views of a card."""
    group = [each for each in app.button_group if (each.key or "").startswith("panel_")][place]
    group.set_value(which).run()
    assert not app.exception
    return app


def button(app: AppTest, label: str, place: int = 0):
    return [each for each in app.button if each.label == label][place]


def first(app: AppTest) -> str:
    return app.subheader[0].value.replace("\\", "")


def said(app: AppTest) -> str:
    parts = (app.subheader, app.markdown, app.caption, app.warning, app.error, app.info)
    return "\n".join(each.value for part in parts for each in part).replace("\\", "")


def test_an_empty_page_offers_platforms_with_their_click_paths_and_the_survey():
    app = open_data()
    app.multiselect(key="platforms_used").set_value(["Patreon", "Stripe"]).run()
    assert "Relationship manager" in said(app)
    assert "Who pays" in said(app)
    assert any("recommend" in each.value for each in app.code)
    again = open_data()
    assert again.multiselect(key="platforms_used").value == ["Patreon", "Stripe"]


def test_eight_exports_at_once_are_recognised_and_every_row_is_accounted_for():
    app = drop(open_data(), *((name, (EXPORTS / name).read_bytes()) for name in EIGHT))
    assert first(app).startswith("8 files, 97 rows:")
    assert said(app).count("Recognised as") == len(EIGHT)
    assert "rate of its day; the last rates here are of" in said(app)


def test_the_first_own_file_takes_the_place_of_the_sample():
    app = open_app()
    app.button(key="sample_creator").click().run()
    app.switch_page("pages/data.py").run()
    assert "invented people" in said(app)
    own(app)
    assert first(app).startswith("2 files")
    assert "invented people" not in said(app)


def test_a_first_file_that_cannot_be_used_leaves_the_sample():
    app = open_app()
    app.button(key="sample_creator").click().run()
    app.switch_page("pages/data.py").run()
    drop(app, ("empty.csv", ""))
    assert "invented people" in said(app)
    assert "empty.csv is empty, so there is nothing to read" in said(app)


def test_a_rate_of_ones_own_is_used_and_told():
    app = drop(open_data(), (EIGHT[2], (EXPORTS / EIGHT[2]).read_bytes()))
    field = next(each for each in app.text_input if each.label == "One EUR in USD")
    field.set_value("2")
    button(app, "Use these rates").click().run()
    assert "By your own rates: 1 EUR = 2 USD." in said(app)
    next(each for each in app.text_input if each.label == "One EUR in USD").set_value("none")
    button(app, "Use these rates").click().run()
    assert "is not a number above zero" in said(app)


def test_the_same_file_twice_is_told_and_changes_nothing():
    app = own(open_data())
    before = app.subheader[0].value
    own(app)
    assert app.subheader[0].value == before
    assert "is here already" in said(app)


def test_a_file_that_cannot_be_used_is_refused_in_a_sentence_and_the_others_stay():
    app = drop(open_data(), ("empty.csv", ""), (EIGHT[0], (EXPORTS / EIGHT[0]).read_bytes()))
    assert first(app).startswith("1 file,")
    assert [each.value for each in app.error]
    assert "empty.csv is empty, so there is nothing to read" in said(app)


def test_removing_a_file_takes_all_that_came_from_it_away():
    app = own(open_data())
    button(app, "Yes, remove it").click().run()
    assert first(app).startswith("1 file,")
    button(app, "Yes, remove it").click().run()
    assert first(app).startswith("Drop your exports here")


def test_a_question_is_asked_once_for_files_alike_and_says_what_each_answer_means():
    app = drop(open_data(), ("a.csv", EITHER_WAY), ("b.csv", EITHER_WAY.replace("\np", "\nq")))
    assert "2 tables wait for your answer" in said(app)
    asked = [each for each in app.radio if each.label == "Your answer"]
    assert len(asked) == 1
    assert "In 2 files: a.csv, b.csv" in said(app)
    proto = asked[0].proto
    assert "02/03/2026 would be March 2, 2026" in proto.captions[0]
    assert "02/03/2026 would be February 3, 2026" in proto.captions[1]
    asked[0].set_value("dmy").run()
    button(app, "Use this answer").click().run()
    assert first(app).startswith("2 files, 24 rows: 24 kept")
    assert not [each for each in app.radio if each.label == "Your answer"]


def test_a_guess_is_corrected_by_choices_and_stays_corrected():
    app = panel(drop(open_data(), LOG), "columns")
    next(each for each in app.selectbox if each.label.endswith("thing means")).set_value("tags")
    button(app, "Use these").click().run()
    assert "Columns as you chose them" in said(app)
    again = open_data()
    assert "Columns as you chose them" in said(again)
    assert first(again).startswith("1 file, 30 rows: 30 kept")


def test_a_missing_currency_is_asked_for_with_what_the_amounts_would_be():
    bare = "\n".join(line.replace(",USD", "").replace(",currency", "") for line in LOG[1].splitlines())
    app = drop(open_data(), ("bare.csv", bare))
    next(each for each in app.selectbox if each.label == "Your answer").set_value("USD").run()
    assert "50 would be $50.00" in said(app)
    button(app, "Use this answer").click().run()
    assert first(app).startswith("1 file, 30 rows: 30 kept")


def test_the_next_export_of_a_shape_is_read_as_said_before_until_that_is_forgotten():
    app = panel(drop(open_data(), LOG), "columns")
    next(each for each in app.selectbox if each.label.endswith("thing means")).set_value("tags")
    button(app, "Use these").click().run()
    drop(app, ("next.csv", LOG[1].replace("2026", "2025")))
    assert "Its columns mean what you saved for files of this kind" in said(app)
    assert said(app).count("Columns as you chose them") == 2
    button(app, "Forget what I said").click().run()
    assert said(app).count("Columns as you chose them") == 1


def test_which_of_two_addresses_counts_is_asked_with_examples_of_both():
    rows = [f"b{n}@example.org,g{n}@example.com,2026-01-1{n % 9},{n + 5}.50,USD" for n in range(12)]
    app = drop(open_data(), ("gifts.csv", "\n".join(["buyer email,guest email,date,amount,currency", *rows])))
    (asked,) = [each for each in app.radio if each.label == "Your answer"]
    assert [text.replace("\\", "").replace("\u2060", "")[:14] for text in asked.proto.captions] == [
        "b0@example.org",
        "g0@example.com",
    ]


def test_saved_meanings_are_loaded_into_another_workspace_and_others_are_refused(monkeypatch, tmp_path):
    app = panel(drop(open_data(), LOG), "columns")
    next(each for each in app.selectbox if each.label.endswith("thing means")).set_value("tags")
    button(app, "Use these").click().run()
    saved = _mapping(app)
    monkeypatch.setenv("TRUEFANS_HOME", str(tmp_path / "other"))
    other = panel(drop(open_data(), LOG), "columns")
    other.file_uploader[1].set_value(("log.json", saved.encode(), "application/json")).run()
    assert not other.exception
    assert "Columns as you chose them" in said(other)
    other.file_uploader[1].set_value(("log.json", b"{}", "application/json")).run()
    assert "is not a file of saved meanings" in said(other)


def test_before_a_file_is_confirmed_every_column_is_listed_as_kept_or_forgotten():
    app = drop(open_data(), (EIGHT[5], (EXPORTS / EIGHT[5]).read_bytes()))
    text = said(app)
    assert "OPTIN_IP: private, never kept" in text
    assert "Email Address: E-mail address" in text
    before = app.subheader[0].value
    button(app, "Keep only these").click().run()
    assert app.subheader[0].value == before
    panel(app, "columns")
    assert "Only the columns in use were kept" in said(app)
    assert not [each for each in app.button if each.label == "Use these"]
    panel(app, "reading")
    assert "OPTIN_IP" not in app.dataframe[0].value.columns


def test_a_file_read_wrongly_is_read_another_way_and_as_found_again():
    text = "made on a Monday\nemail;date;amount;currency\n" + "\n".join(
        f"p{n}@example.org;2026-01-1{n % 9};{n + 5},50;EUR" for n in range(20)
    )
    app = panel(drop(open_data(), ("x.csv", text)), "reading")
    assert "Read as: UTF-8, semicolon, header in line 2" in said(app).replace(
        "plain letters (ASCII)", "UTF-8"
    )
    next(each for each in app.selectbox if each.label == "Between two cells stands").set_value(",").run()
    assert "comma" in said(app)
    button(app, "Read it this way").click().run()
    assert not app.exception
    panel(app, "reading")
    button(app, "Read it as found").click().run()
    assert first(app).startswith("1 file, 20 rows: 20 kept")


def test_what_was_set_aside_is_told_by_reason_with_lines_and_money():
    app = panel(drop(open_data(), (EIGHT[2], (EXPORTS / EIGHT[2]).read_bytes())), "rows")
    table = next(each.value for each in app.dataframe if "Why" in each.value.columns)
    assert table["Why"].tolist() == ["not paid: pending, failed or void"]
    assert table["Lines of the file"].tolist() == ["11"]
    assert table["Money"].tolist() == ["$12.00"]


def test_days_are_those_of_the_chosen_place():
    late = "\n".join(
        [
            "email,date,amount,currency",
            *(f"p{n}@example.org,2026-01-{n + 10}T23:30:00Z,5,USD" for n in range(5)),
        ]
    )
    app = drop(open_data(), ("late.csv", late))
    assert "Jan 10, 2026 to Jan 14, 2026" in said(app)
    app.selectbox(key="setting_zone").set_value("Asia/Tokyo").run()
    assert not app.exception
    assert "Jan 11, 2026 to Jan 15, 2026" in said(app)


def test_reach_is_typed_in_by_place_and_taken_back():
    app = own(open_data())
    app.text_input(key="reach_channel").set_value("Mastodon")
    app.text_input(key="reach_count").set_value("12,000")
    button(app, "Add").click().run()
    assert "Mastodon: 12,000" in said(app)
    app.text_input(key="reach_channel").set_value("Radio")
    app.text_input(key="reach_count").set_value("many")
    button(app, "Add").click().run()
    assert "as a whole number" in said(app)
    app.button(key="reach_remove_Mastodon").click().run()
    assert "Mastodon" not in said(app)


@pytest.mark.parametrize("columns", [3, 41, 200])
def test_any_width_shows_at_most_forty_choices_at_a_time(columns):
    header = ["email", *(f"c{n}" for n in range(columns - 1))]
    rows = [[f"p{n}@example.org", *(str(n * place) for place in range(columns - 1))] for n in range(5)]
    out = io.StringIO()
    pd.DataFrame(rows, columns=header).to_csv(out, index=False)
    app = panel(drop(open_data(), ("wide.csv", out.getvalue())), "columns")
    assert len([each for each in app.selectbox if each.label.startswith("What c")]) == min(columns - 1, 39)


def _mapping(app: AppTest) -> str:
    """What the download of the open card gives."""
    (upload,) = app.session_state["_workspace"].uploads()
    text = upload.mappings[0].to_json()
    assert json.loads(text)["uses"]
    return text


def test_a_note_on_a_workbook_is_told_once_and_what_stays_is_listed_without_a_list_of_nothing():
    book = io.BytesIO()
    with pd.ExcelWriter(book) as writer:
        people = {"Email": ["ann@example.org", "bo@example.org"], "Name": ["Ann Lee", "Bo Ek"]}
        pd.DataFrame(people).to_excel(writer, sheet_name="People", index=False)
        pd.DataFrame({"Code": ["A"], "Meaning": ["active"]}).to_excel(writer, sheet_name="Codes", index=False)
        writer.sheets["Codes"].hide()
    app = drop(open_data(), ("people.xlsx", book.getvalue()))
    assert said(app).count("is hidden, so it was not read") == 1
    assert "2 columns stay" in said(app)
    assert "0 columns are forgotten" not in said(app)
