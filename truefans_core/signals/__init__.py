"""Events and statements become one row per supporter."""

from truefans_core.signals.fade import Fade
from truefans_core.signals.gather import Signals, nothing_stated, signals

__all__ = ["Fade", "Signals", "nothing_stated", "signals"]
