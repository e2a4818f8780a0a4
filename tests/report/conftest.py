"""What the tests of the report share."""

import pytest

from tests.report.invented import analysis_of


@pytest.fixture(scope="session")
def plain():
    """An analysis whose groups are all large enough to be shown."""
    return analysis_of({"gone": 12, "known": 60, "casual": 40, "engaged": 14, "true": 6})
