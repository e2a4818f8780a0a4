"""What a file is, by its bytes."""

from __future__ import annotations

import io
import zipfile

from truefans_core.problems import Problem, Refused

TEXT, GZIP, ZIP = "text", "gzip", "zip"
XLSX, XLSB, XLS, ODS = "xlsx", "xlsb", "xls", "ods"

_MAGIC = (
    (b"%PDF", "PDF"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"\xcf\xfa\xed\xfe", "Mach-O"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"RIFF", "RIFF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"PAR1", "Parquet"),
    (b"ARROW1", "Arrow"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"{\\rtf", "RTF"),
    (b"ID3", "MP3"),
    (b"\x1aE\xdf\xa3", "MKV"),
)
_AT_START = (
    (b"<!doctype html", "HTML"),
    (b"<html", "HTML"),
    (b"<?xml", "XML"),
    (b"<table", "HTML"),
    (b"<svg", "SVG"),
)
_BINARY = frozenset({"BMP", "RIFF", "EXE"})  # short marks that a word could start with
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOF = b"\x09\x08\x10\x00\x00\x06\x05\x00"  # an XLS workbook begins
_FILEPASS, _WRITEPROT = 0x2F, 0x86
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_LOOK = 4096
_OFFICE = (
    ("word/", "DOCX"),
    ("ppt/", "PPTX"),
    ("META-INF/MANIFEST.MF", "JAR"),
    ("AndroidManifest.xml", "APK"),
)


def kind_of(data: bytes, file: str) -> str:
    """TEXT, GZIP, ZIP, XLSX, XLSB, XLS or ODS.

    Raises:
        Refused: R_EMPTY, R_TYPE naming what the bytes look like, R_PASSWORD, R_DAMAGED.
    """
    if not data.lstrip(b"\xef\xbb\xbf\xff\xfe\x00\r\n\t "):
        raise Refused(Problem("R_EMPTY", params={"file": file}))
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data, file)
    if data.startswith(b"\x1f\x8b"):
        return GZIP
    if data.startswith(_OLE):
        return _kind_of_ole(data, file)
    looks = _looks_like(data)
    if looks:
        raise Refused(Problem("R_TYPE", params={"file": file, "kind": looks}))
    return TEXT


def _looks_like(data: bytes) -> str | None:
    """The name of a format that is no table, or None for text."""
    head = data[:_LOOK]
    binary = not head.startswith(_MARKS) and _has_control(head)
    for magic, kind in _MAGIC:
        if head.startswith(magic) and (binary or kind not in _BINARY):
            return kind
    start = head.lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    for mark, kind in _AT_START:
        if start.startswith(mark):
            return "HTML" if kind == "XML" and b"<html" in start else kind
    if start.startswith((b"{", b"[")) and start.rstrip()[-1:] in b'}],:"0123456789' and b'"' in start[:200]:
        return "JSON"
    if head[4:8] == b"ftyp":
        return "MP4"
    return "BIN" if binary else None


def _has_control(head: bytes) -> bool:
    """Whether there are more control bytes than text has; UTF-16 without a mark is text."""
    nulls = head.count(0)
    if nulls > len(head) // 5 and (head[::2].count(0) <= nulls // 10 or head[1::2].count(0) <= nulls // 10):
        return False
    odd = sum(
        head.count(byte) for byte in range(32) if byte not in (0, 9, 10, 11, 12, 13, 27, 28, 29, 30, 31)
    )
    return nulls + odd > max(8, len(head) // 50)


def _kind_of_zip(data: bytes, file: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                raise Refused(Problem("R_PASSWORD", params={"file": file}))
            if "mimetype" in names and archive.getinfo("mimetype").file_size < _LOOK:
                return _kind_of_document(archive, file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise Refused(Problem("R_DAMAGED", params={"file": file})) from error
    lower = {name.lower().lstrip("/") for name in names}
    if "xl/workbook.xml" in lower:
        return XLSX
    if "xl/workbook.bin" in lower:
        return XLSB
    for start, kind in _OFFICE:
        if any(name.startswith(start) for name in names):
            raise Refused(Problem("R_TYPE", params={"file": file, "kind": kind}))
    if "[content_types].xml" in lower and any(name.startswith("xl/") for name in lower):
        return XLSX
    return ZIP


def _kind_of_document(archive: zipfile.ZipFile, file: str) -> str:
    kind = archive.read("mimetype").decode("ascii", "replace").strip()
    if "opendocument.spreadsheet" not in kind:
        raise Refused(Problem("R_TYPE", params={"file": file, "kind": kind.rpartition(".")[2].upper()[:20]}))
    names = archive.namelist()
    manifest = "META-INF/manifest.xml"
    if manifest in names and b"encryption-data" in archive.read(manifest)[: 1 << 20]:
        raise Refused(Problem("R_PASSWORD", params={"file": file}))
    return ODS


def _kind_of_ole(data: bytes, file: str) -> str:
    """Old Office documents; an encrypted workbook of the new format is wrapped into one."""
    if "EncryptedPackage".encode("utf-16-le") in data or _has_filepass(data):
        raise Refused(Problem("R_PASSWORD", params={"file": file}))
    for stream, kind in (
        ("WordDocument", "DOC"),
        ("PowerPoint Document", "PPT"),
        ("__properties_version1", "MSG"),
    ):
        if stream.encode("utf-16-le") in data:
            raise Refused(Problem("R_TYPE", params={"file": file, "kind": kind}))
    lower = data.lower()
    if not any(name.encode("utf-16-le") in lower for name in ("workbook", "book")):
        raise Refused(Problem("R_DAMAGED", params={"file": file}))
    return XLS


def _has_filepass(data: bytes) -> bool:
    """Whether an XLS workbook says at its start that the rest is encrypted."""
    start = data.find(_BOF)
    if start < 0:
        return False
    place = start + 4 + int.from_bytes(data[start + 2 : start + 4], "little")
    if int.from_bytes(data[place : place + 2], "little") == _WRITEPROT:
        place += 4 + int.from_bytes(data[place + 2 : place + 4], "little")
    return int.from_bytes(data[place : place + 2], "little") == _FILEPASS
