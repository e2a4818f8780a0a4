"""The movements of a bank account: what came in is income, what went out is what the user spent."""

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="bank-statement",
    platform="Bank statement",
    export="Bank statement",
    grain="payments",
    signature=(),
    roles={},
    quirks=frozenset({"own_spending"}),
)
