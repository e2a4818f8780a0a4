"""Workspaces through app.py: several, switched, kept, carried, deleted; a file that cannot be written or read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from truefans_core.store import WORKSPACE_FILE, Shelf, Workspace, backups, home

ROOT = Path(__file__).resolve().parents[2]


def open_app() -> AppTest:
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    assert not app.exception
    return app


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def typed(app: AppTest, action: str, name: str) -> AppTest:
    """Ask for an action of the menu and answer its question for a name."""
    press(app, f"workspace_{action}")
    app.text_input(key=f"workspace_{action}_name").set_value(name)
    next(each for each in app.button if each.form_id == f"workspace_{action}_form").click().run()
    assert not app.exception
    return app


def shelf() -> Shelf:
    return Shelf(home(os.environ))


def names() -> set[str | None]:
    return {each.name for each in shelf().all()}


def said(app: AppTest) -> str:
    return " ".join(
        each.value
        for kind in ("caption", "markdown", "subheader", "error", "warning")
        for each in app.get(kind)
    )


def switches(app: AppTest) -> dict[str, str]:
    return {each.label: each.key for each in app.button if (each.key or "").startswith("switch_")}


def test_one_workspace_is_just_a_name():
    app = open_app()
    assert switches(app) == {}
    assert "Saved on this computer" in said(app)


def test_a_second_workspace_begins_empty_and_the_first_is_there_again_after_a_restart():
    app = press(open_app(), "sample_creator")
    assert "people are true fans" in said(app)
    typed(app, "new", "Client B")
    assert "people are true fans" not in said(app)
    assert names() == {"My workspace", "Client B"}
    assert "Client B" in said(open_app())  # a new session, as after a reload or a restart
    press(app, switches(app)["My workspace"])
    assert "people are true fans" in said(app)
    assert "people are true fans" in said(open_app())


def test_a_name_that_is_taken_gets_a_number():
    app = typed(open_app(), "new", "Client")
    typed(app, "new", "Client")
    assert names() == {"My workspace", "Client", "Client (2)"}
    typed(app, "rename", "My workspace")
    assert names() == {"My workspace", "Client", "My workspace (2)"}
    typed(app, "rename", "  ")
    assert names() == {"My workspace", "Client", "My workspace (2)"}


def test_what_was_chosen_for_one_client_is_not_there_for_another():
    app = press(open_app(), "sample_creator")
    app.switch_page("pages/income.py").run()
    app.switch_page("pages/home.py").run()
    typed(app, "new", "Client B")
    assert Workspace.open(shelf()._path(shelf().last())).settings() == {}


def test_a_duplicate_holds_the_same():
    app = press(open_app(), "sample_creator")
    typed(app, "duplicate", "Try-out")
    assert "people are true fans" in said(app)
    assert names() == {"My workspace", "Try-out"}


def test_deleting_waits_for_a_second_step():
    app = typed(press(open_app(), "sample_creator"), "new", "Client B")
    press(app, "workspace_delete")
    assert app.button(key="workspace_delete_yes").disabled
    assert names() == {"My workspace", "Client B"}


def test_this_session_only_writes_nothing_and_can_be_kept():
    app = open_app()
    press(app, "workspace_only")
    press(app, "workspace_only_yes")
    press(app, "sample_creator")
    assert "this session only" in said(app)
    assert not any(b"patreon" in path.read_bytes() for path in home(os.environ).iterdir())
    typed(app, "keep", "Kept")
    assert "people are true fans" in said(app)
    assert "Saved on this computer" in said(app)
    assert "people are true fans" in said(open_app())
    assert "Kept" in names()


def test_others_that_reach_the_app_see_no_list(monkeypatch):
    open_app()
    monkeypatch.setenv("TRUEFANS_SHARED", "1")
    app = open_app()
    keys = {each.key for each in app.button}
    assert {"workspace_new", "workspace_delete", "workspace_only"} & keys == set()
    assert switches(app) == {}
    assert "Others can reach this app" in said(app)


def test_a_damaged_workspace_is_named_and_its_copy_brought_back():
    app = press(open_app(), "sample_creator")
    app = open_app()  # the copy of the day is made when it is opened with something in it
    path = home(os.environ) / WORKSPACE_FILE
    assert backups.daily(path).exists()
    typed(app, "new", "Client B")
    Workspace.open(path).close()
    path.write_bytes(path.read_bytes()[:5000])
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    app = open_app()
    assert "cannot be opened" in said(app)
    assert "Client B" in said(app)
    press(app, "restore_workspace")
    assert "people are true fans" in said(app)
    assert switches(app).keys() == {"Client B"}


def test_a_damaged_last_workspace_does_not_stop_the_app():
    press(open_app(), "sample_creator")
    path = home(os.environ) / WORKSPACE_FILE
    Workspace.open(path).close()
    path.write_bytes(path.read_bytes()[:5000])
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    app = open_app()
    assert "is damaged" in said(app)
    assert "not saved" in said(app).lower()
    press(app, "sample_shop")
    assert "people are loyal customers" in said(app)


@pytest.fixture
def full(monkeypatch):
    """A disk that takes no more bytes, until it is freed."""
    from truefans_core.problems import Problem, Refused
    from truefans_core.store.database import Database

    whole = Database.writing

    def no_room(self):
        if self.path is not None:
            raise Refused(Problem("R_STORE_FULL", params={"file": self.path.name}))
        return whole(self)

    monkeypatch.setattr(Database, "writing", no_room)
    return lambda: monkeypatch.setattr(Database, "writing", whole)


def test_a_full_disk_is_said_in_one_sentence_and_the_session_goes_on(request):
    app = press(open_app(), "sample_creator")
    freed = request.getfixturevalue("full")
    app.switch_page("pages/data.py").run()
    press(app, "erase_yes")  # any change
    app.switch_page("pages/home.py").run()
    assert not app.exception
    assert said(app).count("The disk is full") == 1
    press(app, "sample_shop")
    assert "loyal customers" in said(app)
    freed()
    app.run()
    assert "The disk is full" not in said(app)
    assert "Saved on this computer" in said(app)
    assert "loyal customers" in said(open_app())


@pytest.fixture
def read_only_home(monkeypatch):
    """A folder with a workspace that this process may read but not write; root becomes nobody for the while."""
    open_app()  # what is imported on the way may be readable to root only
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workspace = Workspace.open(folder / WORKSPACE_FILE)
        workspace.rename("Harbour Radio")
        workspace.close()
        (folder / WORKSPACE_FILE).chmod(0o444)
        folder.chmod(0o555)
        monkeypatch.setenv("TRUEFANS_HOME", name)
        as_root = os.geteuid() == 0
        if as_root:
            os.seteuid(65534)
        try:
            yield
        finally:
            if as_root:
                os.seteuid(0)
            folder.chmod(0o700)


@pytest.mark.usefixtures("read_only_home")
def test_in_a_folder_that_cannot_be_written_the_home_page_shows_what_there_is_and_says_that_nothing_is_saved():
    told = said(open_app()).replace("\\", "")
    assert "Harbour Radio" in told
    assert "Not saved: this session only" in told
    assert "could not be opened or saved" in told
