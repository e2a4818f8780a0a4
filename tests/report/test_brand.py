"""What makes a report look like the client's, and what is refused for it."""

import io
import re
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tests.report.invented import KEY, analysis_of
from tests.report.reading import everything
from tests.report.test_report import live, pack_of
from truefans_core import report
from truefans_core.problems import Refused
from truefans_core.report.brand import Brand, brand_of, one_line
from truefans_core.report.colours import contrast, readable
from truefans_core.report.logo import ROOM, logo
from truefans_core.words import Words, explain
from truefans_core.words.safe import safe_file_name

colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06x}")


def picture(form, size=(40, 20), **more):
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, form, **more)
    return out.getvalue()


def svg(inner, head='viewBox="0 0 40 20"'):
    return f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{inner}</svg>'.encode()


def bomb(width, height):
    """A PNG of a few bytes that says it is enormous."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100))
        + chunk(b"IEND", b"")
    )


@given(colours, st.sampled_from(["#ffffff", "#0f172a"]), st.sampled_from([3.0, 4.5]))
def test_a_colour_can_always_be_read(colour, page, least):
    used = readable(colour, page, least)
    assert contrast(used, page) >= least
    assert used == colour or contrast(colour, page) < least


def test_a_faint_colour_is_moved_and_said():
    told = Brand(first="#ffe000", second="#8a2d04").remarks(Words())
    assert len(told) == 1
    assert "#FFE000" in told[0]
    assert Brand(first="#000000").remarks(Words()) == ()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  A\u202eB\x00\nC ", "AB C"),
        ("x" * 500, "x" * 79 + "…"),
        ("../..\\a:b", "../..\\a:b"),
        ("عميل 🙂", "عميل 🙂"),
        ("\u200b", ""),
    ],
)
def test_a_clients_name_stays_on_one_line(typed, kept):
    assert one_line(typed) == kept


def test_what_is_no_colour_or_day_is_left_out():
    found = brand_of({"first": "red;}", "second": "#12345", "dated": "2026-13-99x", "author": 5})
    assert (found.first, found.second, found.dated, found.author) == ("", "", None, "5")


@pytest.mark.parametrize("content", [picture("PNG"), picture("JPEG"), svg('<rect width="40" height="20"/>')])
def test_a_picture_is_drawn_anew_within_its_room(content):
    found = logo(content)
    drawn = Image.open(io.BytesIO(found.png))
    assert (drawn.format, drawn.size) == ("PNG", (found.width, found.height))
    assert found.width <= ROOM[0]
    assert found.height <= ROOM[1]


def test_nothing_of_the_file_but_its_picture_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "xylo at home"
    assert b"xylo" in picture("JPEG", exif=exif)
    assert b"xylo" not in logo(picture("JPEG", exif=exif)).png


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "R_LOGO_TYPE"),
        (b"<html><script>window.__x=1</script></html>", "R_LOGO_TYPE"),
        (b"GIF89a" + bytes(100), "R_LOGO_TYPE"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50_000_000), "R_LOGO_LARGE"),
        (bomb(60_000, 60_000), "R_LOGO_LARGE_PICTURE"),
        (bomb(20_000, 20_000), "R_LOGO_LARGE_PICTURE"),
        (bomb(100, 100), "R_LOGO_DAMAGED"),
        (picture("PNG")[:60], "R_LOGO_DAMAGED"),
        (svg("<rect"), "R_LOGO_DAMAGED"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "R_LOGO_TYPE"),
        (b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "a">]>' + svg("&a;"), "R_LOGO_VECTOR"),
        (svg("<g>" * 50 + "</g>" * 50), "R_LOGO_VECTOR"),
        (svg('<rect width="1" height="1"/>' * 5000), "R_LOGO_VECTOR"),
        (svg("", 'viewBox="0 0 1 1000000"'), "R_LOGO_DAMAGED"),
    ],
)
def test_what_is_no_logo_is_refused_in_a_sentence(content, code):
    with pytest.raises(Refused) as refused:
        logo(content)
    assert refused.value.problem.code == code
    assert explain(Words(), refused.value.problem).endswith(".")


def test_a_drawing_loads_and_runs_nothing(tmp_path):
    (tmp_path / "secret.png").write_bytes(picture("PNG"))
    shape = '<rect width="20" height="20" fill="#00f"/>'
    sly = svg(
        f'<script>window.__x=1</script><image href="file://{tmp_path}/secret.png" width="40" height="20"/>'
        f'<foreignObject><body onload="x()"/></foreignObject><use href="#a"/><style>@import "http://a.example"</style>'
        f'<rect onclick="x()" width="40" height="20" fill="url(http://a.example/x)" style="fill:url(file:///etc/passwd)"'
        f' opacity="0"/>{shape}',
    )
    assert logo(sly).png == logo(svg(f'<rect width="40" height="20" opacity="0"/>{shape}')).png


def test_the_brand_is_in_every_form(plain):
    brand = Brand(author="Jo Doe", footer="Only & for you", first="#0a7d55", logo=logo(picture("PNG")))
    pack = pack_of(plain, client="Client", brand=brand)
    page = report.page(pack).decode()
    assert 'src="data:image/png;base64,' in page
    assert "--heading:#0a7d55" in page
    assert "Only &amp; for you" in page
    assert "By Jo Doe" in page
    sheet = live(report.workbook(pack)).worksheets[0]
    assert len(sheet._images) == 1
    assert sheet.oddFooter.left.text == "Only && for you"
    assert report.document(pack) != report.document(pack_of(plain, client="Client"))


@pytest.mark.parametrize(
    "client",
    ["x" * 500, "a/b\\c:d", "\u202egnp.exe", "🙂 عميل", "=cmd|' /C calc'!A0", "{0} $title &", "_x003D_1"],
)
def test_any_client_gives_every_form_and_stays_letters(client):
    found = analysis_of({"known": 10, "true": 6})
    pack = report.build(
        found, Words(), key=KEY, options=report.Options(client=client, sections=("answer", "groups"))
    )
    for form in report.FORMS:
        content = form.make(pack)
        assert content
        if form.name in ("workbook", "slides"):
            assert "<f>=" not in everything(content)
            assert "calc" not in "".join(re.findall(r"<f>[^<]*</f>", everything(content)))
    assert safe_file_name(f"report {client}", ".pdf").endswith(".pdf")
