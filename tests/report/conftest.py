"""What the tests of the report share."""

import hashlib
import json
import os
import subprocess
import sys

import pytest

from tests.report.invented import analysis_of


def plain_people():
    """An analysis whose groups are all large enough to be shown."""
    return analysis_of({"gone": 12, "known": 60, "casual": 40, "engaged": 14, "true": 6})


@pytest.fixture(scope="session")
def plain():
    """`plain_people`."""
    return plain_people()


_MAKE = """
import hashlib, json
from tests.report.conftest import plain_people
from tests.report.test_report import pack_of
from truefans_core import report
from truefans_core.report.brand import Brand
plain, branded = (
    pack_of(plain_people(), client="Client & Co", **more) for more in ({}, {"brand": Brand(footer="Only for you")})
)
made = {
    "xlsx": report.workbook(plain), "html": report.page(plain),
    "pptx": report.slides(branded), "pdf": report.document(plain),
}
print(json.dumps({form: hashlib.sha256(content).hexdigest() for form, content in made.items()}))
"""


@pytest.fixture(scope="session")
def made_elsewhere():
    """Says whether another process, with other hashes and threads, makes these bytes of `plain` too, as the modules of the forms do."""
    calm = {
        "PYTHONHASHSEED": "7",
        "OMP_NUM_THREADS": "1",
        "RAYON_NUM_THREADS": "1",
        "TZ": "Pacific/Kiritimati",
    }
    ran = subprocess.run(
        [sys.executable, "-c", _MAKE],
        env={**os.environ, **calm},
        capture_output=True,
        timeout=120,
        check=True,
    )
    digests = json.loads(ran.stdout)

    def same(form, content):
        return hashlib.sha256(content).hexdigest() == digests[form]

    return same
