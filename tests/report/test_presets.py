"""A preset changes words, never a number; presenting changes names, never a number."""

import dataclasses

import pandas as pd
import pytest

from tests.report.invented import KEY, analysis_of
from tests.report.test_report import pack_of
from truefans_core.report import key_file, presented
from truefans_core.report.aliases import aliases
from truefans_core.words import PRESETS, Amount, Share, Words

#: What a preset counts besides is its own.
OWN = {"besides"}


def numbers(pack):
    """Every number of every table by the figure it stands in."""
    found = {}
    for section in pack.sections:
        for figure in section.figures:
            if figure.id not in OWN and figure.table is not None:
                found[figure.id] = [
                    [cell for cell in row if isinstance(cell, int | float | Amount | Share)]
                    for row in figure.table.rows
                ]
    return found


@pytest.mark.parametrize("names_hidden", [True, False])
def test_a_preset_changes_no_number(plain, names_hidden):
    packs = [
        numbers(pack_of(plain, say=Words(preset=preset), names_hidden=names_hidden)) for preset in PRESETS
    ]
    assert packs[0]
    assert all(each == packs[0] for each in packs[1:])


def test_presenting_shows_aliases_and_the_same_numbers():
    found = analysis_of({"known": 20, "engaged": 9, "true": 6})
    shown = presented(found, Words(preset="nonprofit"), KEY)
    assert set(shown.supporters["name"]) == set(
        aliases(found.supporters["person_id"], KEY, "Supporter").values()
    )
    for column in ("email", "external_id", "company", "channel"):
        assert shown.supporters[column].isna().all()
    for column in ("product", "channel", "ref"):
        assert shown.events[column].null_count == shown.events.num_rows
    same = [c for c in found.supporters if c not in ("name", "email", "external_id", "company", "channel")]
    pd.testing.assert_frame_equal(shown.supporters[same], found.supporters[same])
    assert shown.groups == found.groups
    assert dataclasses.replace(shown, supporters=found.supporters, events=found.events).files == {}


def test_the_key_file_is_inert_and_complete():
    found = analysis_of({"known": 3, "true": 6}, name=("=cmd()", "Jo, Doe"))
    text = key_file(found.supporters, Words(), KEY).decode("utf-8-sig")
    assert text.count("\r\n") == 10
    assert "'=cmd()" in text
    assert '"Jo, Doe"' in text
