"""Odd lines among regular ones: read apart, and exactly as if every line had been read with care."""

from hypothesis import given, settings
from hypothesis import strategies as st

from truefans_core.reading import delimited
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
