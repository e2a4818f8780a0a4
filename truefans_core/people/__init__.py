"""Many mapped tables become one row per person, with what they did and what is stated about them.

`join` follows three rules, each in a module of its own: who is the same person (`keys`), which of several
statements about a person is believed (`attributes`), and which records say the same thing twice (`duplicates`).
The result does not depend on the order of files or rows.
"""

from truefans_core.people.erasing import Erased, Held, digests, held
from truefans_core.people.first_seen import FirstSeen, first_seen, known_by
from truefans_core.people.join import Decisions, Joined, join
from truefans_core.people.merging import Answers, pair_key
from truefans_core.people.suggest import Suggestions, suggest

__all__ = [
    "Answers",
    "Decisions",
    "Erased",
    "FirstSeen",
    "Held",
    "Joined",
    "Suggestions",
    "digests",
    "first_seen",
    "held",
    "join",
    "known_by",
    "pair_key",
    "suggest",
]
