"""Files made for the tests of reading, byte by byte where no program would write them so."""

import csv
import io
import struct
import zipfile
import zlib

NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def as_csv(rows, delimiter=",", end="\n", quoting=csv.QUOTE_MINIMAL, encoding="utf-8"):
    """Rows as a text file."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows, **sheets):
    """Rows as a workbook; further sheets by name."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    return saved(book)


def saved(book):
    """The bytes of a workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def workbook_parts(sheet_xml, head="", strings=None, more=()):
    """The parts of an XLSX file around the XML of one sheet's rows."""
    kinds = ["worksheet", *(["sharedStrings"] if strings is not None else [])]
    targets = ["worksheets/sheet1.xml", "sharedStrings.xml"]
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(zip(kinds, targets, strict=False), start=1)
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": f'{head}<workbook {NS} xmlns:r="{REL}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships>{relations}</Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet {NS}><sheetData>{sheet_xml}</sheetData></worksheet>",
    }
    if strings is not None:
        parts["xl/sharedStrings.xml"] = strings
    return {**parts, **dict(more)}


def zipped(parts):
    """A ZIP file of names and contents."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def raw_xlsx(sheet_xml, **given):
    """A workbook around the XML of one sheet's rows."""
    return zipped(workbook_parts(sheet_xml, **given))


def bomb(parts, name, start, middle, end, *, size, said=None):
    """A ZIP file in which one part unpacks to `size` bytes, and says to be `said` where that is given.

    The long run in the middle is compressed once, and its block repeated: a gigabyte takes no time.
    """
    block = middle * ((1 << 20) // len(middle))
    blocks = size // len(block)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    body = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    tail = packer.compress(end) + packer.flush()
    packed = head + body * blocks + tail
    checksum = zlib.crc32(start)
    for _ in range(blocks):
        checksum = zlib.crc32(block, checksum)
    checksum = zlib.crc32(end, checksum)
    real = len(start) + blocks * len(block) + len(end)
    out = io.BytesIO(zipped(parts))
    with zipfile.ZipFile(out, "a") as archive:
        info = zipfile.ZipInfo(name)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.header_offset = archive.start_dir
        info.CRC, info.compress_size, info.file_size = checksum, len(packed), said or real
        archive.fp.seek(archive.start_dir)
        archive.fp.write(info.FileHeader(zip64=False) + packed)
        archive.start_dir = archive.fp.tell()
        archive.filelist.append(info)
        archive.NameToInfo[name] = info
        archive._didModify = True
    return out.getvalue()


def as_xlsb(rows, name="S"):
    """Rows as a binary workbook: text inline, numbers as doubles, booleans, and "#DIV/0!" as an error."""

    def number(value):
        out = bytearray()
        while value > 0x7F:
            out.append(value & 0x7F | 0x80)
            value >>= 7
        return bytes([*out, value])

    def record(kind, body=b""):
        shown = bytes([kind & 0x7F | 0x80, kind >> 7]) if kind > 0x7F else bytes([kind])
        return shown + number(len(body)) + body

    def wide(text):
        raw = text.encode("utf-16-le")
        return struct.pack("<I", len(raw) // 2) + raw

    def cell(column, value):
        start = struct.pack("<II", column, 0)
        if value == "#DIV/0!":
            return record(3, start + b"\x07")
        if isinstance(value, bool):
            return record(4, start + bytes([value]))
        if isinstance(value, (int, float)):
            return record(5, start + struct.pack("<d", value))
        return record(6, start + wide(value))

    width = max(map(len, rows))
    sheet = record(129) + record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1)) + record(145)
    for place, row in enumerate(rows):
        sheet += record(0, struct.pack("<IIHBBBI", place, 0, 300, 0, 0, 0, 0))
        sheet += b"".join(cell(column, value) for column, value in enumerate(row) if value is not None)
    sheet += record(146) + record(130)
    bundle = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide(name))
    kinds = "application/vnd.ms-excel"
    return zipped(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.bin" ContentType="{kinds}.sheet.binary.macroEnabled.main"/>'
            f'<Override PartName="/xl/worksheets/sheet1.bin" ContentType="{kinds}.worksheet"/></Types>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{REL}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
            "xl/workbook.bin": record(131) + record(143) + bundle + record(144) + record(132),
            "xl/_rels/workbook.bin.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
            "xl/worksheets/sheet1.bin": sheet,
        }
    )
