"""Files into the workspace: what was kept of one stays when it comes again and cannot be read."""

from __future__ import annotations

import datetime as dt

import pytest

from pages.parts import cache, intake, state
from truefans_core.intake import import_tables
from truefans_core.problems import Problem, Refused
from truefans_core.reading import read
from truefans_core.store import StoredTable, Workspace

DAY = dt.date(2026, 5, 1)
FILE = b"Email,Amount,Currency,Date\nana@example.org,5.00,EUR,2026-01-05\n"


@pytest.fixture
def workspace(monkeypatch: pytest.MonkeyPatch) -> Workspace:
    found = Workspace.in_memory()
    monkeypatch.setattr(state, "browser_zone", lambda: "Asia/Tokyo")
    monkeypatch.setattr(state, "notice", lambda *_: None)
    return found


def take(workspace: Workspace, data: bytes) -> None:
    intake._take(workspace, "orders.csv", data, set())


def no_worker(*_: object, **__: object) -> None:
    raise Refused(Problem("R_WORKER", params={"file": "orders.csv"}))


def test_a_confirmed_file_that_comes_again_and_cannot_be_read_keeps_what_was_kept(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = workspace.add_upload("orders.csv", FILE, DAY)
    raw = read("orders.csv", FILE)
    (found,) = import_tables([(raw[0], None)])
    assert found.mapping is not None
    workspace.confirm(upload, [StoredTable(raw[0], found.mapping)])
    monkeypatch.setattr(intake, "read", no_worker)
    monkeypatch.setattr(cache, "read_upload", no_worker)
    take(workspace, FILE)
    assert [each.confirmed for each in workspace.uploads()] == [True]
    assert workspace.tables(upload)[0].raw.cells.num_rows == 1


def test_the_first_file_takes_the_days_of_the_browser_and_no_choice_is_overruled(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "read_upload", lambda *_: ())
    take(workspace, FILE)
    assert workspace.setting("time_zone") == "Asia/Tokyo"
    workspace.clear()
    workspace.set_setting("time_zone", "UTC")
    take(workspace, FILE)
    assert workspace.setting("time_zone") == "UTC"
