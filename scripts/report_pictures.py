"""Pictures of a report's first pages in docs/report: `python scripts/report_pictures.py [FOLDER] [--sample nonprofit]`.

Each form is made from a sample with names hidden and an invented client, then drawn by the program that readers use:
the page by Chromium, the slides by LibreOffice, the PDF by the typesetter itself.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402 the checkout comes first on the path
from playwright.sync_api import sync_playwright  # noqa: E402

from tests.conftest import find_chromium  # noqa: E402
from truefans_core import cultivate, income, report  # noqa: E402
from truefans_core.cli.files import analysis_of  # noqa: E402
from truefans_core.cli.options import Common  # noqa: E402

LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 90"><rect width="300" height="90" rx="14" fill="#0a6b50"/>'
    b'<circle cx="48" cy="45" r="26" fill="#f4c542"/><text x="90" y="60" font-size="42" fill="#fff">Harbour</text></svg>'
)
#: Slides whose pictures are kept: the title, the answer, who they are.
SLIDES = (1, 2, 3)
_WIDTH = 1000
#: The slides ask for Arial; where there is none, the font of the PDF is as wide in every letter.
_FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{folder}</dir>
<alias binding="same"><family>Arial</family><prefer><family>Liberation Sans</family></prefer></alias></fontconfig>"""


def pack_of(sample: str) -> report.Pack:
    """The report of a sample for an invented client."""
    found, say = analysis_of([f"sample:{sample}"], Common())
    scenario = income.todays_scenario(
        say.preset, found.supporters, found.events, found.snapshots, found.as_of, found.currency
    )
    signs = cultivate.signs(found.events, found.snapshots, found.as_of)
    plan = cultivate.plan(found.supporters, hours=5, as_of=found.as_of, currency=found.currency, found=signs)
    brand = report.Brand(
        author="Invented Advice",
        footer="Harbour Trust",
        first="#0a6b50",
        second="#0a6b50",
        logo=report.logo(LOGO),
    )
    options = report.Options(client="Harbour Trust", sample=sample, brand=brand)
    return report.build(
        found, say, key=bytes(32), options=options, plan=plan, projection=income.project(scenario)
    )


def page(pack: report.Pack, folder: Path, scratch: Path, program: str) -> None:
    """The first screen of the page, light and dark."""
    file = scratch / "report.html"
    file.write_bytes(report.page(pack))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for look in ("light", "dark"):
            shown = browser.new_page(viewport={"width": _WIDTH, "height": 1300}, color_scheme=look)
            shown.goto(file.as_uri())
            shown.screenshot(path=folder / f"page-{look}.png")
        browser.close()


def slides(pack: report.Pack, folder: Path, scratch: Path, program: str) -> None:
    """The first slides, one above the other."""
    (scratch / "report.pptx").write_bytes(report.slides(pack))
    fonts = scratch / "fonts.conf"
    fonts.write_text(_FONTS.format(folder=ROOT / "truefans_core" / "report" / "fonts"), encoding="utf-8")
    subprocess.run(
        [
            program, f"-env:UserInstallation=file://{scratch}/profile", "--headless", "--convert-to", "pdf",
            "--outdir", str(scratch), str(scratch / "report.pptx"),
        ],
        check=True, capture_output=True, timeout=300, env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )  # fmt: skip
    drawn = []
    for number in SLIDES:
        out = scratch / f"slide-{number}"
        subprocess.run(
            [
                "pdftoppm", "-r", "80", "-png", "-singlefile", "-f", str(number), "-l", str(number),
                str(scratch / "report.pdf"), str(out),
            ],
            check=True, timeout=120,
        )  # fmt: skip
        drawn.append(Image.open(out.with_suffix(".png")))
    height = drawn[0].height
    sheet = Image.new("RGB", (drawn[0].width, height * len(drawn) + 12 * (len(drawn) - 1)), "#94a3b8")
    for place, each in enumerate(drawn):
        sheet.paste(each, (0, place * (height + 12)))
    sheet.save(folder / "slides.png", optimize=True)


def document(pack: report.Pack, folder: Path) -> None:
    """The first page of the PDF."""
    from truefans_core.report.document import drawn

    first = Image.open(io.BytesIO(drawn(pack)[0])).convert("RGB")
    first.thumbnail((_WIDTH, 2000))
    first.save(folder / "pdf.png", optimize=True)


def main() -> int:
    """Take the pictures; 1 where a program is missing."""
    options = argparse.ArgumentParser(description="Pictures of the forms of a report.")
    options.add_argument("folder", type=Path, nargs="?", default=ROOT / "docs" / "report")
    options.add_argument("--sample", default="nonprofit")
    chosen = options.parse_args()
    chromium, office = find_chromium(), shutil.which("soffice") or shutil.which("libreoffice")
    if chromium is None or office is None or shutil.which("pdftoppm") is None:
        print(
            "Chromium, LibreOffice and pdftoppm (poppler-utils) draw the pictures: install them, then run this again.",
            file=sys.stderr,
        )
        return 1
    chosen.folder.mkdir(parents=True, exist_ok=True)
    pack = pack_of(chosen.sample)
    with tempfile.TemporaryDirectory() as scratch:
        page(pack, chosen.folder, Path(scratch), chromium)
        slides(pack, chosen.folder, Path(scratch), office)
    document(pack, chosen.folder)
    for picture in sorted(chosen.folder.glob("*.png")):
        print(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
