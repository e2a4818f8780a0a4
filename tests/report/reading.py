"""Everything a report file holds, read back: its words, and every text of its parts."""

import io
import re
import zipfile
import zlib
from html import unescape

from pypdf import PdfReader


def words_of(content):
    """The words of a report in any form, as a reader meets them; runs of white space are one space."""
    if content.startswith(b"%PDF"):
        found = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    elif content.startswith(b"PK"):
        parts = [text for name, text in _parts(content) if not name.endswith((".rels", "theme1.xml"))]
        found = unescape(re.sub(r"<[^>]+>", " ", " ".join(parts)))
    else:
        found = unescape(re.sub(r"<[^>]+>", " ", content.decode()))
    return re.sub(r"\s+", " ", found)


def everything(content):
    """All text in a file: parts of archives and of archives in them, streams of a PDF unpacked, its text layer."""
    if content.startswith(b"%PDF"):
        packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
        streams = [content]
        for stream in packed:
            try:
                streams.append(zlib.decompress(stream))
            except zlib.error:
                continue
        return b"".join(streams).decode("latin-1") + words_of(content)
    if content.startswith(b"PK"):
        return "".join(name + text for name, text in _parts(content)) + words_of(content)
    return content.decode()


def _parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            if name.endswith(".xlsx"):
                yield from _parts(data)
            elif not name.endswith((".png", ".jpeg")):
                yield name, data.decode("utf-8", "ignore")
