"""What columns mean is kept by the shape of a file and comes back for the next one."""

from __future__ import annotations

from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from truefans_core.mapping import Mapping, Use, fits, recall, shape
from truefans_core.store import Workspace
from truefans_core.store.memory import forget, remember, remembered

HEADERS = st.lists(
    st.text(min_size=1, max_size=8), min_size=1, max_size=6, unique_by=lambda text: text.casefold()
)


def mapping(**roles: str | None) -> Mapping:
    choices = MappingProxyType({"date_order": "dmy", "first_day": "2026-01-01"})
    return Mapping(None, tuple(Use(h, r) for h, r in roles.items()), choices, "My shop", by_hand=True)


@given(HEADERS, st.randoms())
def test_the_order_of_columns_makes_no_other_shape(headers, random) -> None:
    mixed = list(headers)
    random.shuffle(mixed)
    assert shape(mixed) == shape(headers)
    assert shape([*headers, "one more column"]) != shape(headers)


def test_a_mapping_is_kept_in_the_workspace_and_survives_a_restart(tmp_path) -> None:
    path = tmp_path / "w.truefans"
    workspace = Workspace.open(path)
    remember(workspace, mapping(A="email", B="amount"))
    remember(workspace, mapping(C="email"))
    remember(workspace, mapping(b="amount_other", a="email"))
    found = remembered(Workspace.open(path))
    assert len(found) == 2
    assert found[-1].header_of("amount_other") == "b"
    assert dict(found[-1].choices) == {"date_order": "dmy"}
    forget(workspace, found[-1].shape)
    assert [kept.header_of("email") for kept in remembered(workspace)] == ["C"]


def test_more_columns_are_the_same_kind_fewer_are_not() -> None:
    known = mapping(A="email", B="amount", C=None)
    assert fits(known, ["c", "b", "a", "d"])
    assert not fits(known, ["A", "B"])
    assert not fits(mapping(A="email"), ["A", "B"])
    found = recall([known], ["d", "B", "A", "C"])
    assert found is not None
    assert [use.role for use in found.uses] == [None, "amount", "email", None]
    assert found.choices["date_order"] == "dmy"


def test_the_exact_and_then_the_latest_counts() -> None:
    few, many, again = (
        mapping(A="email", B="amount"),
        mapping(A="email", B="fee", C=None),
        mapping(B="tip", A="email"),
    )
    assert recall([few, many], ["A", "B", "C"]).header_of("fee") == "B"
    assert recall([few, many, again], ["A", "B"]).header_of("tip") == "B"
    assert recall([few, many], ["X"]) is None


@given(HEADERS)
def test_what_is_saved_is_recalled_for_its_own_headers(headers) -> None:
    saved = Mapping(None, tuple(Use(header, "note") for header in headers), by_hand=True)
    found = recall([Mapping.from_json(saved.to_json())], headers)
    assert found is not None
    assert found.uses == saved.uses
