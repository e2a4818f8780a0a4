"""Small files with what a careful person counts in them, and what truefans counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from truefans_core.intake import import_tables
from truefans_core.reading import read

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Ending:
    """A file and how many people, how much money and which days it should give."""

    name: str
    wanted: str
    text: str

    def found(self) -> str:
        """What came of it, written like `wanted`."""
        tables = read(f"{self.name}.csv", self.text.encode())
        (imported,) = import_tables(
            [(table, None) for table in tables], currency="USD" if "$" in self.text else "EUR"
        )
        if imported.records is None:
            question = imported.question
            return f"question {question.choice}" if question else f"refused {imported.problem.code}"
        records = imported.records
        who = records.identities.select(["email", "external_id", "handle", "name", "company"]).to_pylist()
        people = {next((str(v).casefold() for v in row.values() if v), "") for row in who} - {""}
        money: Counter = Counter()
        for event in records.events.to_pylist():
            sign = {"payment": 1, "refund": -1}.get(event["kind"], 0)
            if sign:
                money[event["currency"]] += sign * event["amount_minor"]
        for state in records.snapshots.to_pylist():
            if state["measure"] == "lifetime_amount":
                money[state["currency"]] += int(state["value"])
        days = sorted(event["at"].date() for event in records.events.to_pylist() if event["at"])
        told = " ".join(f"{code} {money[code] / 100:.2f}" for code in sorted(money)) or "none"
        between = f"{days[0]} {days[-1]}" if days else "none"
        return f"people {len(people)}; money {told}; days {between}"


def endings() -> list[Ending]:
    """Every file of the list."""
    blocks: list[list[str]] = []
    for line in "\n".join(
        f.read_text(encoding="utf-8") for f in sorted(HERE.glob("endings-*.txt"))
    ).splitlines():
        if line.startswith("== "):
            blocks.append([line[3:]])
        elif blocks:
            blocks[-1].append(line)
    return [Ending(block[0], block[1], "\n".join(block[2:]) + "\n") for block in blocks]
