"""Gumroad: who follows and has not bought yet."""

from types import MappingProxyType

from truefans_core.sources.source import Source

SOURCE = Source(
    slug="gumroad-followers",
    platform="Gumroad",
    export="Followers CSV",
    grain="contacts",
    signature=("Follower Email", "Followed Time"),
    roles=MappingProxyType(
        {
            "Follower Email": "email",
            "Followed Time": "joined_at",
        }
    ),
    quirks=frozenset({"opted_in"}),
    fee_slug="gumroad",
)
