"""A logo made harmless: whatever is given, a report holds a small PNG of it that was drawn here.

A picture file can be a bomb, a page with a script, or carry where it was taken. Pictures are decoded within
limits and drawn anew; of a vector file only shapes and words are kept, nothing that loads, runs or repeats.
"""

from __future__ import annotations

import base64
import io
import re
import warnings
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, NoReturn
from xml.etree import ElementTree as ET

from truefans_core.problems import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Bytes of a picture, and of a vector file.
MOST_BYTES, MOST_VECTOR = 1_000_000, 200_000
_MOST_PIXELS = 16_000_000
_MOST_SHAPES, _DEEPEST = 2_000, 40
#: Room the drawn logo takes at most, in pixels.
ROOM = (800, 320)
_SVG = "http://www.w3.org/2000/svg"
_SHAPES = frozenset(
    {
        "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs",
        "linearGradient", "radialGradient", "stop", "clipPath", "title", "desc",
    },
)  # fmt: skip
_ATTRIBUTES = frozenset(
    {
        "id", "d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "dx",
        "dy", "width", "height", "points", "offset", "viewBox", "preserveAspectRatio", "transform",
        "gradientTransform", "gradientUnits", "spreadMethod", "clipPathUnits", "clip-path", "clip-rule",
        "fill", "fill-rule", "fill-opacity", "stroke", "stroke-width", "stroke-opacity",
        "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "opacity",
        "stop-color", "stop-opacity", "font-size", "font-family", "font-weight", "font-style",
        "text-anchor", "letter-spacing",
    },
)  # fmt: skip
_FONT = "Liberation Sans"  # the one there is
_OWN = re.compile(r"url\(\s*['\"]?#[\w.-]+['\"]?\s*\)")
_NUMBER = re.compile(r"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?")
_STYLE = re.compile(r"\s*([a-z-]+)\s*:\s*([^;]+)")


@dataclass(frozen=True, slots=True)
class Logo:
    """A PNG drawn here, with its size in pixels."""

    png: bytes
    width: int
    height: int

    @property
    def data_uri(self) -> str:
        """The picture inside a page."""
        return "data:image/png;base64," + base64.b64encode(self.png).decode()


def logo(content: bytes) -> Logo:
    """The logo in a PNG, JPEG or SVG file, told by its content.

    Raises:
        Refused: if it is too large, none of these, or cannot be drawn.
    """
    if len(content) > MOST_BYTES:
        raise Refused(Problem("R_LOGO_LARGE", params={"limit_kb": MOST_BYTES // 1000}))
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:8] == b"\x89PNG\r\n\x1a\n" or start[:3] == b"\xff\xd8\xff":
        return _picture(content)
    if (
        start[:5].lower() in (b"<?xml", b"<svg ", b"<svg>", b"<svg\n", b"<svg\r", b"<svg\t")
        or start[:4] == b"<!--"
    ):
        return _vector(content)
    raise Refused(Problem("R_LOGO_TYPE"))


def _refuse(code: str) -> NoReturn:
    raise Refused(Problem(code))


def _picture(content: bytes) -> Logo:
    """Decode within limits, shrink, and write the bare pixels."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            found = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
            if found.width * found.height > _MOST_PIXELS:
                _refuse("R_LOGO_LARGE_PICTURE")
            drawn = found.convert("RGBA")
    except Refused:
        raise
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise Refused(Problem("R_LOGO_LARGE_PICTURE")) from error
    except Exception as error:  # whatever a decoder throws at a broken picture
        raise Refused(Problem("R_LOGO_DAMAGED")) from error
    drawn.thumbnail(ROOM)
    written = io.BytesIO()
    bare = Image.new("RGBA", drawn.size)
    bare.paste(drawn)
    bare.save(written, "PNG", optimize=False)
    return Logo(written.getvalue(), *bare.size)


def _vector(content: bytes) -> Logo:
    """Keep shapes and words of a vector file, and draw them."""
    import vl_convert

    # A document type may declare entities that unfold without end: no logo needs one.
    if (
        len(content) > MOST_VECTOR
        or re.search(rb"<!(DOCTYPE|ENTITY)", content, re.IGNORECASE)
        or b"\0" in content
    ):
        _refuse("R_LOGO_VECTOR")
    try:
        root = ET.fromstring(content)  # noqa: S314 no document type is let in, and the size is limited
    except (ET.ParseError, ValueError, LookupError) as error:
        raise Refused(Problem("R_LOGO_DAMAGED")) from error
    if root.tag not in (f"{{{_SVG}}}svg", "svg"):
        _refuse("R_LOGO_TYPE")
    for count, (_, depth) in enumerate(_walk(root)):
        if count > _MOST_SHAPES or depth > _DEEPEST:
            _refuse("R_LOGO_VECTOR")
    kept = _clean(root)
    kept.set("font-family", _FONT)
    width, height = _size(root)
    if not (0 < width < 1e6 and 0 < height < 1e6 and 1 / 50 < width / height < 50):  # noqa: PLR2004 no logo is a thread
        _refuse("R_LOGO_DAMAGED")
    scale = min(ROOM[0] / width, ROOM[1] / height)
    if not kept.get("viewBox"):
        kept.set("viewBox", f"0 0 {width:g} {height:g}")
    kept.set("width", f"{width * scale:g}")
    kept.set("height", f"{height * scale:g}")
    vl_convert.register_font_directory(str(files("truefans_core.report").joinpath("fonts")))
    try:
        png = vl_convert.svg_to_png(ET.tostring(kept, encoding="unicode"), scale=1)
    except Exception as error:  # whatever a renderer throws
        raise Refused(Problem("R_LOGO_DAMAGED")) from error
    return _picture(bytes(png))


def _walk(root: ET.Element) -> Iterator[tuple[ET.Element, int]]:
    waiting = [(root, 0)]
    while waiting:
        element, depth = waiting.pop()
        yield element, depth
        waiting.extend((child, depth + 1) for child in element)


def _clean(element: ET.Element) -> ET.Element:
    """The same element with known shapes and attributes only."""
    name = element.tag.rpartition("}")[2]
    clean = ET.Element(f"{{{_SVG}}}{name}")
    given = dict(element.attrib)
    for style in _STYLE.finditer(given.pop("style", "")):
        given.setdefault(style[1], style[2].strip())
    for key, value in given.items():
        harmless = "url" not in value.lower() or _OWN.fullmatch(value.strip())
        if key in _ATTRIBUTES and harmless and "\\" not in value:
            clean.set(key, value if key != "font-family" else _FONT)
    clean.text, clean.tail = element.text, element.tail
    for child in element:
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] in _SHAPES:
            clean.append(_clean(child))
    return clean


def _size(root: ET.Element) -> tuple[float, float]:
    """Width and height a vector file asks for: of its view box, else of its attributes, else a square."""
    box = [float(n) for n in _NUMBER.findall(root.get("viewBox", ""))]
    if len(box) == 4:  # noqa: PLR2004 x, y, width, height
        return box[2], box[3]
    numbers = [_NUMBER.match(root.get(side, "").strip()) for side in ("width", "height")]
    width, height = (float(n[0]) if n else 100.0 for n in numbers)
    return width, height
