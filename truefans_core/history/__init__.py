"""The state of everyone at any date: one pass over month ends from the first event, with memory."""

from truefans_core.history.dates import month_end, month_ends
from truefans_core.history.leaving import came, gone, silence_days, states
from truefans_core.history.past import Past, Path
from truefans_core.history.running import Running

__all__ = ["Past", "Path", "Running", "came", "gone", "month_end", "month_ends", "silence_days", "states"]
