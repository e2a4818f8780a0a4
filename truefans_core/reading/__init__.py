"""Bytes to tables of text cells, by content and never by file name.

`read(name, data)` gives one `RawTable` per table found, or raises `Refused` with the reason. Parsing runs in a
worker process with limits on memory, processor time and wall time, so that a hostile file can hurt only itself.
"""

from truefans_core.reading.limits import PAGE, Limits, for_command_line
from truefans_core.reading.reader import read
from truefans_core.reading.tables import RawTable

__all__ = ["PAGE", "Limits", "RawTable", "for_command_line", "read"]
