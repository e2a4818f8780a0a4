"""What can be wrong with an input, and how bad it is.

A problem carries a code, a severity, counts and a message id; the sentence itself is in `words`. No problem
ever carries a value that a person could be known by: parameters are counts, headers, file names and dates.

    TrueFansError
    ├── Refused        the input cannot be used: one sentence says why and what to do
    └── NeedsChoice    the evidence cannot settle it: a `Question` names the answers
"""

from __future__ import annotations

from dataclasses import dataclass, field
from traceback import extract_tb
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

Severity = Literal["note", "warn", "stop"]
Param = str | int | float

#: Every code with its severity. Codes starting with E_ or W_ or M_ are also reasons of the account of rows.
#: The sentence of a code is the message `problem.<code>`.
CATALOGUE: Mapping[str, Severity] = MappingProxyType(
    {
        # reasons of the account of rows
        "E_ENCODING": "warn",
        "E_WIDTH": "warn",
        "E_QUOTE": "warn",
        "E_NO_ID": "warn",
        "E_BAD_EMAIL": "warn",
        "E_BAD_AMOUNT": "warn",
        "E_CURRENCY": "warn",
        "E_DATE": "warn",
        "E_DATE_AMBIGUOUS": "stop",
        "E_FORMULA_NO_VALUE": "warn",
        "E_LIMIT": "stop",
        "E_NO_RATE": "warn",
        "E_FUTURE": "warn",
        "E_EXTRA_TABLE": "warn",
        "W_BLANK": "note",
        "W_TOTAL_ROW": "note",
        "W_NOT_INCOME": "note",
        "W_NO_AMOUNT": "note",
        "W_PLACEHOLDER": "note",
        "W_ERASED": "note",
        "M_DUPLICATE": "note",
        # why a whole file is refused
        "R_EMPTY": "stop",
        "R_TOO_LARGE": "stop",
        "R_TOO_WIDE": "stop",
        "R_TOO_LONG": "stop",
        "R_LINE": "stop",
        "R_TYPE": "stop",
        "R_PASSWORD": "stop",
        "R_DAMAGED": "stop",
        "R_MEMORY": "stop",
        "R_WORKER": "stop",
        "R_FAULT": "stop",
        "R_SLOW": "stop",
        "R_NO_ROLES": "stop",
        "R_NO_RECORDS": "stop",
        "R_NO_FILES": "stop",
        "R_NO_FILE": "stop",
        "R_FOLDER": "stop",
        "R_OPTION": "stop",
        "R_MAPPING": "stop",
        "R_MAPPING_OTHER": "stop",
        "R_REACH": "stop",
        "R_RATE": "stop",
        "R_LOGO_DAMAGED": "stop",
        "R_LOGO_LARGE": "stop",
        "R_LOGO_LARGE_PICTURE": "stop",
        "R_LOGO_TYPE": "stop",
        "R_LOGO_VECTOR": "stop",
        "R_NO_PDF": "stop",
        "R_STORE": "stop",
        "R_STORE_BUSY": "stop",
        "R_STORE_CHANGED": "stop",
        "R_STORE_DAMAGED": "stop",
        "R_STORE_FOREIGN": "stop",
        "R_STORE_FULL": "stop",
        "R_STORE_NEWER": "stop",
        # questions
        "Q_DATE_ORDER": "stop",
        "Q_DATE_FIGURES": "stop",
        "Q_DECIMAL": "stop",
        "Q_CURRENCY": "stop",
        "Q_SOURCE": "stop",
        "Q_EMAIL": "stop",
        # things to know about an import or an analysis
        "N_HEADER_ONLY": "note",
        "N_REMEMBERED": "note",
        "N_REMEMBERED_MORE": "note",
        "N_DROPPED": "note",
        "N_UNREAD_DAYS": "warn",
        "N_ZONE_UNKNOWN": "note",
        "N_HIDDEN_SHEETS": "note",
        "N_HIDDEN_ROWS": "note",
        "N_LOWER_TABLE": "note",
        "N_UNREAD_SHEETS": "warn",
        "N_CURRENCY_TAKEN": "note",
        "N_CURRENCY_UNSAID": "note",
        "N_CURRENCY_ASSUMED": "warn",
        "N_RATE_OLD": "warn",
        "N_ENDS_APART": "warn",
        "N_OVERLAP": "warn",
        "N_TOTALS_BESIDE": "warn",
        "N_SMALL": "note",
        "N_PROVISIONAL": "note",
        "N_ONE_GROUP": "note",
        "N_NO_GROUPS": "note",
        "N_TRUE_FEW": "warn",
        "N_TRUE_MANY": "warn",
        "N_TRUE_KEPT": "warn",
        "N_NO_PAYERS": "warn",
        "N_MONEY_UNKNOWN": "warn",
        "N_PLACES": "note",
        "N_ALL_BACK": "warn",
        "N_MARK_UNKNOWN": "note",
        "N_TOTALS_SPREAD": "note",
        "N_LINE_KEPT": "note",
        "N_NOT_SAVING": "warn",
        "N_ORDER_TOTAL": "note",
        "N_ORDER_UNCLEAR": "warn",
        # what is wrong with a scenario
        "S_GOAL": "stop",
        "S_PRICE": "stop",
        "S_FANS": "stop",
        "S_NEW": "stop",
        "S_LEAVING": "stop",
        "S_COSTS": "stop",
        "S_BILLING": "stop",
        "S_MONTHS": "stop",
        "S_DRAWS": "stop",
        "S_SEED": "stop",
        "S_CURRENCY": "stop",
        "S_PLATFORM": "stop",
        "S_FEES": "stop",
        "S_LEVER": "stop",
        "S_THOUSANDS": "stop",
        "S_FILE": "stop",
        "S_FIELD": "stop",
        "S_SCHEMA": "stop",
        "S_OFFERS": "stop",
        "S_MIX": "stop",
        "S_PURCHASES": "stop",
        "S_SHARES": "stop",
        "S_PRICE_CHANGE": "stop",
        "S_HOURS": "stop",
        "S_GROUPS": "stop",
        "S_FADING": "stop",
        "S_SEASONS": "stop",
        "S_RENEWALS": "stop",
        "S_STEPS": "stop",
        "S_FEE_ROW": "stop",
        # what is wrong with a comparison
        "X_FILE": "stop",
        "X_STRATEGIES": "stop",
        # things to know about a scenario
        "S_GOAL_MET": "note",
        "S_FEE_CURRENCY": "note",
        "S_FEE_AT_PAR": "warn",
        "S_FEE_OLD": "warn",
    },
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to know, countable and free of personal data.

    Attributes:
        code: a key of `CATALOGUE`.
        rows: how many records it concerns; 0 where it concerns the whole file or analysis.
        params: what the sentence needs: counts, headers, file names, dates as text.
        lines: source line numbers concerned, at most the first hundred.
    """

    code: str
    rows: int = 0
    params: Mapping[str, Param] = field(default_factory=dict)
    lines: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an unknown code at once: a problem without a sentence would reach the screen."""
        if self.code not in CATALOGUE:
            raise KeyError(self.code)

    @property
    def severity(self) -> Severity:
        """How bad it is: note, warn or stop."""
        return CATALOGUE[self.code]

    @property
    def message(self) -> str:
        """The id of its sentence in the catalogue of words."""
        return f"problem.{self.code}"


@dataclass(frozen=True, slots=True)
class Question:
    """A choice that evidence cannot settle, asked once per column.

    Attributes:
        problem: the code and parameters of the sentence that asks.
        choice: the key under which the mapping keeps the answer: date_order, decimal, currency, source, email.
        column: header concerned, or None for the whole table.
        answers: the answers allowed; what each would mean is the message `answer.<choice>.<answer>`.
        option: how the command line is told the answer, for example `--currency USD`.
    """

    problem: Problem
    choice: str
    answers: tuple[str, ...]
    column: str | None = None
    option: str | None = None


class TrueFansError(Exception):
    """The root of every error the core raises on purpose."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Refused(TrueFansError):  # noqa: N818 it reads as what happened
    """The input cannot be used; `problem` says why and what to do."""


class NeedsChoice(TrueFansError):  # noqa: N818 it reads as what happened
    """The input can be used once `question` is answered."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.problem)
        self.question = question


def where(fault: BaseException) -> str:
    """Where a fault of the program happened: its type and the places in the code, never its words.

    The words of an exception may quote a cell of somebody's file, so no log gets them.
    """
    places = " < ".join(f"{f.filename}:{f.lineno}" for f in reversed(extract_tb(fault.__traceback__)))
    return f"{type(fault).__name__} at {places}"
