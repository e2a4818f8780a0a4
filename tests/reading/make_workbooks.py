"""Write the workbooks in `data` again, with LibreOffice (and openpyxl for the first one).

Run with a Python that has both `openpyxl` and LibreOffice's `uno`, or twice: `make_workbooks.py source`, then `… others`.
"""

import datetime as dt
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent / "data"
PORT = 2083
FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}


def source(path, *, mac):
    """A workbook with a merged title, dates, formulas, an error, a blank row, a hidden row and a hidden sheet."""
    import openpyxl

    book = openpyxl.Workbook()
    if mac:
        book.epoch = openpyxl.utils.datetime.MAC_EPOCH
    sheet = book.active
    sheet.title = "Gifts"
    sheet.append(["Spring list", None, None, None, None])
    sheet.merge_cells("A1:E1")
    sheet.append(["Name", "Email", "Paid", "Date", "Currency"])
    sheet.append(["Ann Bell", "ann@example.com", 12.5, dt.date(2024, 2, 29), "EUR"])
    sheet.append(["Zoë Æ", "zoe@example.org", 1234.56, dt.datetime.fromisoformat("2024-03-01T13:05"), "EUR"])
    sheet.append(["00123", "id@example.org", "00123", dt.date(2024, 3, 1), "EUR"])
    sheet.append(["Err", "err@example.org", "=1/0", dt.date(2024, 3, 2), "EUR"])
    sheet.append(["Sum", "sum@example.org", "=C3*2", dt.date(2024, 3, 3), "EUR"])
    sheet.append([None] * 5)
    sheet.append(["Tiny", "tiny@example.org", 0.1 + 0.2, dt.date(2024, 3, 6), "EUR"])
    sheet.row_dimensions[4].hidden = True
    sheet.auto_filter.ref = "A2:E9"
    hidden = book.create_sheet("Lists")
    hidden.append(["a", "b"])
    hidden.append(["c", "d"])
    hidden.sheet_state = "hidden"
    book.save(path)


def others(office):
    """What LibreOffice makes of it: every format, with and without a password."""
    for name, mac in (("gifts", ""), ("gifts-1904", "1904")):
        for ending, form in FILTERS.items():
            store(office, HERE / f".{name}.xlsx", HERE / f"{name}.{ending}", FilterName=form)
            if not mac and ending != "xlsx":
                store(
                    office,
                    HERE / f".{name}.xlsx",
                    HERE / f"password.{ending}",
                    FilterName=form,
                    Password="open sesame",
                )


def store(office, given, wanted, **options):
    """Open a file and store it as another."""
    import uno
    from com.sun.star.beans import PropertyValue

    def value(name, of):
        made = PropertyValue()
        made.Name, made.Value = name, of
        return made

    document = office.loadComponentFromURL(
        uno.systemPathToFileUrl(str(given)), "_blank", 0, (value("Hidden", True),)
    )
    document.storeToURL(
        uno.systemPathToFileUrl(str(wanted)), tuple(value(name, of) for name, of in options.items())
    )
    document.close(True)


def main():
    """Do the part asked for."""
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    if part in ("", "source"):
        source(HERE / ".gifts.xlsx", mac=False)
        source(HERE / ".gifts-1904.xlsx", mac=True)
    if part in ("", "others"):
        import uno

        address = f"socket,host=127.0.0.1,port={PORT};urp;"
        with subprocess.Popen(["soffice", "--headless", "--norestore", f"--accept={address}"]) as process:
            context = uno.getComponentContext()
            resolver = context.ServiceManager.createInstanceWithContext(
                "com.sun.star.bridge.UnoUrlResolver", context
            )
            for _ in range(100):
                try:
                    there = resolver.resolve(f"uno:{address}StarOffice.ComponentContext")
                    break
                except Exception:  # noqa: BLE001 any error of the connection: it is not up yet
                    time.sleep(0.3)
            office = there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)
            others(office)
            try:
                office.terminate()
            finally:
                process.wait(20)
        for hidden in HERE.glob(".*.xlsx"):
            hidden.unlink()


if __name__ == "__main__":
    main()
