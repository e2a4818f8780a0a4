"""What each file is, as the `inspect` JSON: the account of its rows and money, its columns, what is to be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from truefans_core.cli.speak import option_of
from truefans_core.ledger import summarise
from truefans_core.words import explain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from truefans_core.intake import Imported
    from truefans_core.problems import Problem, Question
    from truefans_core.words import Words


def describe(each: Imported, say: Words) -> dict[str, Any]:
    """One table. Of a table that gave no records all rows are set aside, for the reason it gave none."""
    table, mapping, records = each.table, each.mapping, each.records
    uses = mapping.uses if mapping else ()
    used = [use.confidence for use in uses if use.role is not None]
    if records is not None:
        account = summarise(records.account)
        rows = account[0].as_json() if account else _nothing()
    else:
        rows = _all_set_aside(table.records_in, (each.problem or each.question.problem).code)  # type: ignore[union-attr] # one of the three
    return {
        "file": table.file,
        "sheet": table.sheet,
        "outcome": each.outcome,
        "source": mapping.source if mapping else None,
        "confidence": round(sum(used) / len(used), 3) if used else 0.0,
        "encoding": table.encoding,
        "delimiter": table.delimiter,
        "header_line": table.header_line,
        **rows,
        "columns": [
            {"header": use.header, "role": use.role, "confidence": round(use.confidence, 3)} for use in uses
        ],
        "problems": problems_json(
            records.problems if records else (each.problem,) if each.problem else (), say
        ),
        "question": question_json(each.question, say),
    }


def describe_file(
    file: str, problem: Problem | None, question: Question | None, say: Words
) -> dict[str, Any]:
    """A file that no table could be read from."""
    return {
        "file": file,
        "sheet": None,
        "outcome": "refused" if problem else "choice",
        "source": None,
        "confidence": 0.0,
        "encoding": None,
        "delimiter": None,
        "header_line": None,
        **_nothing(),
        "columns": [],
        "problems": problems_json([problem] if problem else [], say),
        "question": question_json(question, say),
    }


def problems_json(problems: Iterable[Problem], say: Words) -> list[dict[str, str]]:
    """Problems with their sentences."""
    return [{"code": p.code, "severity": p.severity, "message": explain(say, p)} for p in problems]


def question_json(question: Question | None, say: Words) -> dict[str, Any] | None:
    """A question with the option that answers it."""
    if question is None:
        return None
    return {
        "code": question.problem.code,
        "choice": question.choice,
        "column": question.column,
        "message": explain(say, question.problem),
        "answers": list(question.answers),
        "option": option_of(question),
    }


def _nothing() -> dict[str, Any]:
    return {"records_in": 0, "kept": 0, "merged": 0, "set_aside": [], "money": {}}


def _all_set_aside(count: int, reason: str) -> dict[str, Any]:
    aside = [{"reason": reason, "count": count, "lines": []}] if count else []
    return {**_nothing(), "records_in": count, "set_aside": aside}
