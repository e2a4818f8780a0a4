"""Odd lines among regular ones: read apart, and exactly as if every line had been read with care."""

from hypothesis import given, settings
from hypothesis import strategies as st

from truefans_core.reading import delimited, odd, regular
from truefans_core.reading.limits import PAGE

HEADER = "name,said,city"
LINES = st.sampled_from(
    [
        "Ann,hello,York",
        'Bob,"a, b",Leeds',
        'Cleo,"say ""hi""",Hull',
        "Dora,short",
        "Emil,long,Bath,more",
        "Fay,long,Bath,,",
        'Gus,5" disc,Ely',
        'Hal,"never closed,Rye',
        'Ida,"two\nlines",Deal',
        'Jo,"two\n\n""quoted"" lines",Deal',
        'Kim,"wide\nlines",Deal,x',
        '"Lee"x,odd,Wells',
        '"',
        ',"",',
        "Zoë,ünï,Köln",
        "Total,,3",
        ",,",
        "",
    ]
)


def careful(data, monkeypatch_to):
    kept = delimited.read_regular
    delimited.read_regular = monkeypatch_to
    try:
        return delimited.read_text(data, "f", PAGE, {"delimiter": ",", "encoding": "utf-8"})
    finally:
        delimited.read_regular = kept


def same(quick, slow):
    assert quick.cells.combine_chunks().to_pylist() == slow.cells.combine_chunks().to_pylist()
    assert quick.lines.to_pylist() == slow.lines.to_pylist()
    assert sorted(quick.set_aside) == sorted(slow.set_aside)
    assert (quick.headers, quick.records_in, quick.header_line) == (
        slow.headers,
        slow.records_in,
        slow.header_line,
    )


@settings(deadline=None, max_examples=150)
@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", ""]))
def test_odd_lines_come_out_as_with_care(lines, end):
    body = ["Ann,plain,York"] * 4 + lines + ["Zed,plain,York"] * 4
    data = ("\n".join([HEADER, *body]) + end).encode()
    quick = delimited.read_text(data, "f", PAGE, {"delimiter": ",", "encoding": "utf-8"})
    same(quick, careful(data, lambda *_: None))


def test_a_short_record_does_not_send_the_others_the_slow_way(monkeypatch):
    seen = []
    monkeypatch.setattr(delimited, "split_records", lambda *given: seen.append(given))
    body = "".join(f"n{i},a,b\n" for i in range(100))
    data = f'{HEADER}\n{body}short,row\n{body}"two\nlines",a,b\n'.encode()
    table = delimited.read_text(data, "f", PAGE, {})
    assert table.set_aside == ((102, "E_WIDTH"),)
    assert table.cells["name"].to_pylist()[-1] == "two\nlines"
    assert table.lines.to_pylist()[-1] == 203
    assert not seen


WHOLE = [line for line in LINES.elements if line.count(",") >= 2 and "x" not in line and "Hal" not in line]
WHOLE = [line for line in WHOLE if line[0] in "ABCGIJZ," and "disc" not in line]


@settings(deadline=None, max_examples=100)
@given(
    st.lists(st.sampled_from(WHOLE), min_size=1, max_size=12), st.sampled_from(["\n", ""]), st.integers(1, 9)
)
def test_cells_that_span_lines_come_out_as_with_care_in_pieces_of_any_size(lines, end, size):
    data = ("\n".join([HEADER, "Ann,plain,York", *lines, "Zed,plain,York"]) + end).encode()
    kept, odd._BLOCK = odd._BLOCK, size
    try:
        quick = delimited.read_text(data, "f", PAGE, {"delimiter": ",", "encoding": "utf-8"})
    finally:
        odd._BLOCK = kept
    same(quick, careful(data, lambda *_: None))


def test_a_file_of_quoted_line_ends_is_read_at_once(monkeypatch):
    def by_line(*_, **__):
        raise AssertionError

    monkeypatch.setattr(delimited, "assemble", by_line)
    monkeypatch.setattr(regular, "take_odd", by_line)
    data = (HEADER + "\n" + 'Ida,"two\nlines",Deal\n' * 50).encode()
    table = delimited.read_text(data, "f", PAGE, {})
    assert table.cells["said"].to_pylist() == ["two\nlines"] * 50
    assert table.lines.to_pylist() == list(range(2, 102, 2))


def test_a_last_column_without_name_and_cells_is_left_out_either_way():
    data = b"name,said,\n" + b"Ann,hello,\n" * 80
    quick = delimited.read_text(data, "f", PAGE, {})
    assert quick.headers == ("name", "said")
    same(quick, careful(data, lambda *_: None))


def test_a_cell_far_down_in_a_last_column_without_a_name_is_accounted_either_way():
    data = b"name,said,\n" + b"Ann,hello,\n" * 80 + b"Bob,hello,there\n"
    quick = delimited.read_text(data, "f", PAGE, {})
    assert quick.set_aside == ((82, "E_WIDTH"),)
    same(quick, careful(data, lambda *_: None))
