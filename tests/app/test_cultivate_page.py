"""This week, through app.py: the hours decide the list, every file leaves out who may not be written to."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from truefans_core import cultivate

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """The app with the non-profit sample, opened once."""
    patch = pytest.MonkeyPatch()
    patch.setenv("TRUEFANS_HOME", str(tmp_path_factory.mktemp("home")))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    app.button(key="sample_nonprofit").click().run()
    yield app
    patch.undo()


@pytest.fixture
def week(opened):
    """The page as on the first visit, whatever another test marked, chose or agreed on."""
    workspace = opened.session_state["_workspace"]
    for about in workspace.notes():
        workspace.set_note(about, None)
    workspace.set_settings({"hours": None, "strategies": None, "help_hours": None})
    opened.switch_page("pages/method.py").run()  # a page change forgets what a widget held
    opened.switch_page("pages/cultivate.py").run()
    assert not opened.exception
    return opened


def first_line(app: AppTest) -> str:
    """The answer, with what is said along with it."""
    return " ".join(text.value for text in (*app.subheader, *app.markdown))


def test_the_list_fits_into_the_hours(week):
    week.number_input(key="week_hours").set_value(1.0).run()
    assert not week.exception
    frame = week.dataframe[0].value
    assert 0 < frame["Minutes"].sum() <= 60
    assert "1 hour this week" in first_line(week)
    assert frame["Why"].str.len().min() > 10
    week.number_input(key="week_hours").set_value(5.0).run()
    assert frame["Minutes"].sum() < week.dataframe[0].value["Minutes"].sum() <= 300


def test_the_hours_are_kept(week):
    week.number_input(key="week_hours").set_value(3.5).run()
    week.switch_page("pages/home.py").run()
    week.switch_page("pages/cultivate.py").run()
    assert week.number_input(key="week_hours").value == 3.5


def test_how_many_are_left_out_is_said(week):
    assert any("may not be written to" in caption.value for caption in week.caption)


def test_no_hours_give_a_sentence(week):
    week.number_input(key="week_hours").set_value(0.0).run()
    assert not week.exception
    assert not any("Minutes" in frame.value for frame in week.dataframe)
    assert "no hours" in first_line(week)


def test_a_starter_and_the_survey_can_be_copied(week):
    texts = [code.value for code in week.code]
    assert any(cultivate.FIRST_NAME in text for text in texts)
    assert any(text.count("\n\n") == 6 for text in texts)


def test_every_tool_can_be_chosen_and_its_headings_are_named_with_their_page(week):
    for tool in cultivate.TOOLS:
        week.selectbox(key="week_tool").select(tool.slug).run()
        assert not week.exception
        assert not week.error
        said = " ".join(caption.value for caption in week.caption)
        assert tool.source in said
        assert all(f"`{head}`" in said for head, _ in tool.columns)


def own_step(week, **texts: str):
    """Type a step of one's own for true fans and keep it."""
    week.selectbox(key="steps_chosen").select("").run()
    for field in week.text_input:
        for name, text in texts.items():
            if field.key.endswith(f"_{name}") and field.key.startswith("steps_"):
                field.set_value(text)
    next(each for each in week.multiselect if each.key.endswith("_states")).set_value(["true"])
    next(each for each in week.number_input if each.key.endswith("_effect")).set_value(100)
    next(each for each in week.number_input if each.key.endswith("_minutes")).set_value(1)
    next(each for each in week.button if each.label == "Keep").click().run()
    assert not week.exception


def test_a_step_of_ones_own_is_on_the_list_in_the_comparison_and_can_be_removed(week):
    own_step(week, name="Send a postcard", reason="A card in the mail says more.")
    listed = week.dataframe[0].value
    mine = listed[listed["Next step"] == "Send a postcard"]
    assert len(mine) > 10
    assert set(mine["Why"]) == {"A card in the mail says more."}
    assert set(mine["Minutes"]) == {1}
    assert "Send a postcard" in week.selectbox(key="compare_strategy").options
    slug = cultivate.own_slug("Send a postcard")
    week.selectbox(key="steps_chosen").select(slug).run()
    week.button(key="steps_back").click().run()
    assert not week.exception
    assert "Send a postcard" not in week.dataframe[0].value["Next step"].tolist()


def test_a_step_without_a_name_is_asked_for_one(week):
    own_step(week, reason="Nothing.")
    assert any("name" in error.value for error in week.error)


def test_what_the_true_fans_take_goes_to_income_with_help(week):
    said = " ".join(text.value for text in week.markdown)
    assert "hours a month" in said
    week.number_input(key="help_hours").set_value(10.0).run()
    week.button(key="limits_income").click().run()
    assert not week.exception
    workspace = week.session_state["_workspace"]
    assert float(workspace.setting("lever_hours")) == pytest.approx(15 * 365.25 / 84, abs=0.1)
    assert 0 < float(workspace.setting("lever_takes")) < 10
    workspace.set_settings({"lever_hours": None, "lever_takes": None})


def test_chances_say_whether_they_are_measured_or_assumed(week):
    told = next(frame.value for frame in week.dataframe if "Within a year" in frame.value)
    assert any("a year ago" in text for text in told["From"])
    assert any("Assumed" in text for text in told["From"])


def names(week) -> list[str]:
    """Who is on the list, with the reason: there are namesakes."""
    listed = week.dataframe[0].value
    return (listed["Name"] + ": " + listed["Why"]).tolist()


def test_who_is_done_leaves_the_list_and_comes_back_when_it_is_taken_back(week):
    done = set()
    for _ in range(3):
        done.add(names(week)[0])
        week.button(key="week_done").click().run()
        assert not week.exception
    assert len(done) == 3
    assert done.isdisjoint(names(week))
    week.switch_page("pages/home.py").run()
    week.switch_page("pages/cultivate.py").run()
    assert done.isdisjoint(names(week))
    past = [frame.value for frame in week.dataframe if "What became of it" in frame.value]
    assert past[0]["What became of it"].tolist() == ["done"] * 3


def test_a_skipped_step_makes_room_for_another_and_a_note_is_kept(week):
    first = week.dataframe[0].value.iloc[0]
    note = next(field for field in week.text_input if field.key.startswith("week_note_"))
    note.set_value("asked for the spring dates").run()
    week.button(key="week_skip").click().run()
    assert not week.exception
    again = week.dataframe[0].value
    same = again[again["Name"] == first["Name"]]
    assert first["Next step"] not in same["Next step"].tolist()
    past = next(frame.value for frame in week.dataframe if "What became of it" in frame.value)
    assert "asked for the spring dates" in past["Note"].tolist()
    before = names(week)
    week.button(key="week_later").click().run()
    assert before[0] not in names(week)


def test_too_few_to_compare_are_told_so(week):
    week.selectbox(key="compare_strategy").select("call").run()
    assert not week.exception
    assert any("too few to compare" in each.value or "fits nobody" in each.value for each in week.info)


def test_a_comparison_is_started_leaves_people_out_and_says_it_cannot_tell_yet(week):
    week.selectbox(key="compare_strategy").select("ask").run()
    for strategy in ("win_back", "behind_the_scenes", "thank", "reply", "ask"):
        week.selectbox(key="compare_strategy").select(strategy).run()
        if any(each.key == "compare_start" for each in week.button):
            break
    said = " ".join(text.value for text in week.markdown)
    assert "80 of 100 such comparisons" in said
    week.button(key="compare_start").click().run()
    assert not week.exception
    assert any("left out to compare" in each.value for each in week.caption)
    assert "Cannot tell yet" in " ".join(text.value for text in week.markdown)
    week.button(key="compare_remove_0").click().run()
    assert not week.exception
    assert "Cannot tell yet" not in " ".join(text.value for text in week.markdown)
