"""What each sample comes to, beside the accepted answer. TRUEFANS_ACCEPT=1 writes the answers anew."""

import json
import os
from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from truefans_core.extract import extract
from truefans_core.ledger import summarise
from truefans_core.problems import NeedsChoice
from truefans_core.recognise import suggest
from truefans_core.sources import SOURCES

ACCEPTED = Path(__file__).parent / "accepted"
#: Samples whose money names no currency: asked first, then answered.
ASKED = {
    "substack-subscriber-dashboard": "USD",
    "shopify-customers": "EUR",
    "woocommerce-orders": "USD",
    "klaviyo-profiles": "USD",
    "givewp-donors": "USD",
    "stripe-customers": "USD",
    "woocommerce-customers": "USD",
    "justgiving-donations": "GBP",
    "enthuse-donations": "GBP",
    "salesforce-report": "USD",
}
#: Samples in which no day is above the twelfth: asked too.
ORDERED = {"salesforce-report": "mdy"}


def _in_short(table, mapping, records) -> dict:
    events, statements, figures = (
        defaultdict(lambda: [0, 0]),
        defaultdict(lambda: [0, 0.0]),
        defaultdict(float),
    )
    for event in records.events.to_pylist():
        entry = events[f"{event['kind']} {event['currency'] or ''}".strip()]
        entry[0] += 1
        entry[1] += event["amount_minor"] or 0
    for statement in records.snapshots.to_pylist():
        entry = statements[f"{statement['measure']} {statement['currency'] or ''}".strip()]
        entry[0] += 1
        entry[1] += statement["value"] or 0.0
    for figure in records.reach.to_pylist():
        figures[figure["measure"]] += figure["value"]
    people = records.identities.to_pylist()
    return {
        "source": mapping.source,
        "platform": records.platform,
        "fee_slug": records.fee_slug,
        "until": str(records.until),
        "account": summarise(records.account)[0].as_json(),
        "columns": {use.header: use.role for use in mapping.uses if use.role},
        "problems": {problem.code: problem.rows for problem in records.problems},
        "identities": len(people),
        "consent": sum(person["consent"] is True for person in people),
        "no_consent": sum(person["consent"] is False for person in people),
        "first": {name: str(value) for name, value in people[0].items() if value is not None}
        if people
        else {},
        "events": {name: {"count": n, "minor": minor} for name, (n, minor) in sorted(events.items())},
        "statements": {
            name: {"count": n, "sum": round(total, 6)} for name, (n, total) in sorted(statements.items())
        },
        "figures": {name: round(total, 6) for name, total in sorted(figures.items())},
    }


@pytest.mark.parametrize("slug", SOURCES)
def test_each_sample_comes_to_the_accepted_answer(slug, sample) -> None:
    table = sample(slug)
    mapping = suggest(table)
    if slug in ORDERED:
        with pytest.raises(NeedsChoice) as asked:
            extract(table, mapping)
        assert asked.value.question.choice == "date_order"
        mapping = replace(mapping, choices={"date_order": ORDERED[slug]})
    if slug in ASKED:
        with pytest.raises(NeedsChoice) as asked:
            extract(table, mapping)
        assert asked.value.question.choice == "currency"
    found = _in_short(table, mapping, extract(table, mapping, default_currency=ASKED.get(slug)))
    path = ACCEPTED / f"{slug}.json"
    if os.environ.get("TRUEFANS_ACCEPT"):
        path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(path.read_text(encoding="utf-8"))
