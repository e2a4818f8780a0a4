"""The tables of the source tests serve here too."""

from tests.sources.conftest import sample, table

__all__ = ["sample", "table"]
