"""What the user gave is there again, and what was erased is nowhere."""

from __future__ import annotations

import datetime as dt
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from truefans_core.mapping import Mapping, Use
from truefans_core.problems import Refused
from truefans_core.reading.tables import RawTable
from truefans_core.sources import SOURCES
from truefans_core.store import WORKSPACE_FILE, StoredTable, Workspace, home

DAY = dt.date(2024, 5, 1)
MARKER = "mara.marker@example.com"


def table(count: int = 2) -> StoredTable:
    raw = RawTable(
        "fans.csv",
        "f" * 64,
        None,
        ("Email", "line", "Card", "Remark", "Amount"),
        pa.table(
            {
                "Email": pa.array([MARKER, None] * (count // 2)),
                "line": pa.array(["x"] * count),
                "Card": pa.array(["4242"] * count),
                "Remark": pa.array(["secret"] * count),
                "Amount": pa.array(["00123", "1,50"] * (count // 2)),
            },
        ),
        pa.array(range(2, count + 2), pa.int64()),
        count + 1,
        ((4, "E_WIDTH"),),
        "utf-8",
        ",",
        1,
        ((5, "Amount"),),
    )
    uses = (
        Use("Email", "email"),
        Use("line", "city"),
        Use("Card", "sensitive"),
        Use("Remark", "note"),
        Use("Amount", "amount", 0.9),
    )
    return StoredTable(raw, Mapping(None, uses, {"decimal": "."}, by_hand=True))


@pytest.fixture(params=["disk", "memory"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path):
    opened = Workspace.open(tmp_path / WORKSPACE_FILE) if request.param == "disk" else Workspace.in_memory()
    yield opened
    opened.close()


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "deep" / WORKSPACE_FILE
    first = Workspace.open(path)
    one = first.add_upload("Fans é.csv", b"a,b\n1,2\n", DAY)
    two = first.add_upload("orders.csv", b"c\n3\n", DAY)
    first.set_mapping(one, 1, table().mapping)
    first.confirm(two, [table()])
    first.set_settings({"preset": "business", "line": {"cuts": [1.5, 3.0], "half_life": 60}})
    first.decide("same_money:stripe|donorbox", answer=True)
    first.save_scenario("Plan A", {"goal": 1_000_00})
    first.set_note("true", "call them")
    seen = first.version
    first.close()

    again = Workspace.open(path)
    assert [(u.id, u.name, u.size, u.added, u.confirmed) for u in again.uploads()] == [
        (one, "Fans é.csv", 8, DAY, False),
        (two, "orders.csv", 4, DAY, True),
    ]
    assert again.raw(one) == b"a,b\n1,2\n"
    assert again.uploads()[0].mappings == {1: table().mapping}
    assert again.settings() == {"preset": "business", "line": {"cuts": [1.5, 3.0], "half_life": 60}}
    assert again.decisions() == {"same_money:stripe|donorbox": True}
    assert again.scenarios() == {"Plan A": {"goal": 1_000_00}}
    assert again.notes() == {"true": "call them"}
    assert again.version == seen
    assert again.saving
    again.close()


def test_a_confirmed_file_keeps_only_columns_with_a_meaning(workspace: Workspace) -> None:
    upload = workspace.add_upload("fans.csv", b"raw " + MARKER.encode(), DAY)
    assert workspace.tables(upload) == ()
    workspace.confirm(upload, [table()])
    assert workspace.raw(upload) is None
    (kept,) = workspace.tables(upload)
    given = table().raw
    assert kept.raw.headers == ("Email", "line", "Amount")
    for header in kept.raw.headers:
        assert kept.raw.cells[header].to_pylist() == given.cells[header].to_pylist()
    assert kept.raw.lines.to_pylist() == [2, 3]
    for name in (
        "file",
        "file_id",
        "sheet",
        "records_in",
        "set_aside",
        "encoding",
        "delimiter",
        "formulas_without_value",
    ):
        assert getattr(kept.raw, name) == getattr(given, name)
    assert kept.mapping.header_of("amount") == "Amount"
    assert kept.mapping.header_of("note") is kept.mapping.header_of("sensitive") is None
    assert kept.mapping.choices == {"decimal": "."}


@pytest.mark.parametrize(
    "slug", [slug for slug, source in SOURCES.items() if source.export_date or source.active_flag]
)
def test_what_a_recipe_reads_without_a_role_is_kept(workspace: Workspace, slug: str) -> None:
    named = [header for header in (SOURCES[slug].export_date, SOURCES[slug].active_flag) if header]
    cells = pa.table({header: ["x", "y"] for header in (*named, "Other")})
    raw = replace(table().raw, headers=tuple(cells.column_names), cells=cells)
    upload = workspace.add_upload("members.csv", b"x", DAY)
    workspace.confirm(upload, [StoredTable(raw, Mapping(slug, tuple(Use(h, None) for h in raw.headers)))])
    assert sorted(workspace.tables(upload)[0].raw.headers) == sorted(set(named))


def test_a_table_without_any_meaning_keeps_its_lines(workspace: Workspace) -> None:
    upload = workspace.add_upload("fans.csv", b"x", DAY)
    nothing = StoredTable(table().raw, Mapping(None, tuple(Use(h, None) for h in table().raw.headers)))
    workspace.confirm(upload, [nothing])
    (kept,) = workspace.tables(upload)
    assert (kept.raw.headers, kept.raw.lines.to_pylist()) == ((), [2, 3])


def test_the_same_bytes_are_the_same_upload_and_open_it_again(workspace: Workspace) -> None:
    upload = workspace.add_upload("fans.csv", b"bytes", DAY)
    assert workspace.add_upload("copy.csv", b"bytes", DAY) == upload
    workspace.confirm(upload, [table()])
    workspace.add_upload("copy.csv", b"bytes", DAY)
    (only,) = workspace.uploads()
    assert (only.name, only.confirmed) == ("fans.csv", False)
    assert only.mappings[0].header_of("email") == "Email"
    assert workspace.raw(upload) == b"bytes"
    assert workspace.tables(upload) == ()


def test_a_removed_upload_is_gone_with_its_mappings(workspace: Workspace) -> None:
    one, two = workspace.add_upload("a.csv", b"a", DAY), workspace.add_upload("b.csv", b"b", DAY)
    workspace.set_mapping(one, 0, table().mapping)
    workspace.confirm(two, [table()])
    workspace.remove(two)
    workspace.remove(one)
    assert workspace.uploads() == ()
    for call in (workspace.raw, workspace.tables, workspace.remove):
        with pytest.raises(KeyError):
            call(one)
    assert workspace.add_upload("a.csv", b"a", DAY) == one
    assert workspace.uploads()[0].mappings == {}


def test_none_forgets_a_setting_and_nan_is_refused(workspace: Workspace) -> None:
    workspace.set_setting("goal", 0)
    assert workspace.setting("goal", 5) == 0
    workspace.set_setting("goal", None)
    assert workspace.setting("goal", 5) == 5
    before = workspace.version
    with pytest.raises(ValueError, match="JSON"):
        workspace.set_settings({"rule": "shares", "goal": float("nan")})
    assert workspace.settings() == {}
    assert workspace.version == before


def test_a_change_seen_too_late_is_refused(workspace: Workspace) -> None:
    seen = workspace.version
    workspace.set_setting("rule", "shares", expected=seen)
    with pytest.raises(Refused) as refused:
        workspace.set_setting("rule", "money", expected=seen)
    assert refused.value.problem.code == "R_STORE_CHANGED"
    assert workspace.setting("rule") == "shares"


def test_a_sample_takes_the_place_of_everything_at_once(workspace: Workspace) -> None:
    workspace.add_upload("mine.csv", b"mine", DAY)
    workspace.set_setting("goal", 5)
    assert workspace.sample is None
    ids = workspace.replace_all(
        [("a.csv", b"a"), ("b.csv", b"b")], DAY, settings={"preset": "creator"}, sample="creator"
    )
    assert [u.id for u in workspace.uploads()] == list(ids)
    assert workspace.settings() == {"preset": "creator"}
    assert workspace.sample == "creator"
    with pytest.raises(ValueError, match="JSON"):
        workspace.replace_all([], DAY, settings={"goal": float("inf")})
    assert len(workspace.uploads()) == 2
    workspace.clear()
    assert (workspace.uploads(), workspace.settings(), workspace.sample) == ((), {}, None)


def test_threads_share_a_workspace(workspace: Workspace) -> None:
    def save(name: str) -> None:
        for _ in range(10):
            workspace.update_setting("saves", lambda n: n + 1, 0)
            workspace.save_scenario(name, {})

    threads = [threading.Thread(target=save, args=(str(n),)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert workspace.setting("saves") == 80
    assert len(workspace.scenarios()) == 8


def test_erased_means_no_byte_left(tmp_path: Path) -> None:
    path = tmp_path / WORKSPACE_FILE
    workspace = Workspace.open(path)
    marker = MARKER.encode()

    def somewhere() -> bool:
        return any(marker in file.read_bytes() for file in tmp_path.iterdir() if file.is_file())

    upload = workspace.add_upload("fans.csv", marker * 5000, DAY)
    workspace.set_note("x", MARKER)
    (tmp_path / (WORKSPACE_FILE + ".before-9")).write_bytes(marker)
    assert somewhere()
    workspace.clear()
    assert not somewhere()

    upload = workspace.add_upload("fans.csv", marker * 5000, DAY)
    workspace.remove(upload)
    assert not somewhere()
    upload = workspace.add_upload("fans.csv", marker * 5000, DAY)
    workspace.confirm(upload, [])
    assert not somewhere()
    workspace.close()


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "new" / WORKSPACE_FILE
    workspace = Workspace.open(path)
    workspace.set_setting("a", 1)
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    workspace.close()


def test_home_is_where_the_environment_says() -> None:
    assert home({"TRUEFANS_HOME": "/data/x"}) == Path("/data/x")
    assert home({}).name == "truefans"
    assert home({"TRUEFANS_HOME": "  "}) == home({})


class MemoryIsDisk(RuleBasedStateMachine):
    """The same calls on both, with restarts of the one on disk in between, always show the same."""

    @initialize(folder=st.just(None))
    def begin(self, folder: None) -> None:
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / WORKSPACE_FILE
        self.both = [Workspace.open(self.path), Workspace.in_memory()]

    files = st.binary(min_size=1, max_size=2)

    @rule(data=files)
    def add(self, data: bytes) -> None:
        assert len({each.add_upload("f.csv", data, DAY) for each in self.both}) == 1

    @rule(key=st.sampled_from("ab"), value=st.none() | st.integers() | st.text())
    def set_setting(self, key: str, value: object) -> None:
        for each in self.both:
            each.set_setting(key, value)

    @rule(data=files, do=st.sampled_from(["confirm", "remove", "map"]))
    def touch(self, data: bytes, do: str) -> None:
        for each in self.both:
            for upload in each.uploads():
                if upload.id == each.add_upload("f.csv", data, DAY):
                    if do == "confirm":
                        each.confirm(upload.id, [table()])
                    elif do == "remove":
                        each.remove(upload.id)
                    else:
                        each.set_mapping(upload.id, 0, table().mapping)

    @rule()
    def clear(self) -> None:
        for each in self.both:
            each.clear()

    @rule()
    def restart(self) -> None:
        self.both[0].close()
        self.both[0] = Workspace.open(self.path)

    @invariant()
    def same(self) -> None:
        if hasattr(self, "both"):
            disk, memory = self.both
            assert disk.uploads() == memory.uploads()
            assert disk.settings() == memory.settings()
            assert disk.version == memory.version
            for upload in disk.uploads():
                assert disk.raw(upload.id) == memory.raw(upload.id)
                assert disk.tables(upload.id) == memory.tables(upload.id)

    def teardown(self) -> None:
        if hasattr(self, "both"):
            for each in self.both:
                each.close()
            self.folder.cleanup()


TestMemoryIsDisk = MemoryIsDisk.TestCase
TestMemoryIsDisk.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)
