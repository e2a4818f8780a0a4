"""Records of all files in, an `Analysis` out: the stages called in order."""

from truefans_core.analysis.changes import became_true, changes, since
from truefans_core.analysis.evidence import of_person as evidence_of
from truefans_core.analysis.moving import Moving, movement
from truefans_core.analysis.output import supporters_csv
from truefans_core.analysis.result import Analysis, Group, RuleOutcome
from truefans_core.analysis.settings import Settings
from truefans_core.analysis.stages import analyse
from truefans_core.analysis.trying import step_of
from truefans_core.analysis.week import care, kind_in_words, kinds, signs, week, with_book
from truefans_core.backtest import Backtest
from truefans_core.funnel import Step
from truefans_core.marks import Evidence, MarkKnown, ScoreUsed
from truefans_core.reach import Typed as TypedReach
from truefans_core.tiers.line import RULES, Line

__all__ = [
    "RULES",
    "Analysis",
    "Backtest",
    "Evidence",
    "Group",
    "Line",
    "MarkKnown",
    "Moving",
    "RuleOutcome",
    "ScoreUsed",
    "Settings",
    "Step",
    "TypedReach",
    "analyse",
    "became_true",
    "care",
    "changes",
    "evidence_of",
    "kind_in_words",
    "kinds",
    "movement",
    "signs",
    "since",
    "step_of",
    "supporters_csv",
    "week",
    "with_book",
]
