"""Addresses and names that look like each other's: what an alias, a slip of the keyboard or a fold of a name leaves.

Each function takes the different values of a column once and never changes a key: what it finds is evidence that
two people may be one, see `evidence`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Where most private addresses are: what somebody meant who typed a domain one letter off.
_COMMON = _words(
    "gmail.com googlemail.com hotmail.com yahoo.com outlook.com icloud.com aol.com live.com msn.com comcast.net "
    "protonmail.com proton.me fastmail.com zoho.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de freenet.de "
    "posteo.de orange.fr wanadoo.fr laposte.net free.fr libero.it tiscali.it virgilio.it telefonica.net "
    "btinternet.com verizon.net att.net sbcglobal.net bellsouth.net shaw.ca rogers.com bigpond.com optusnet.com.au "
    "hotmail.co.uk yahoo.co.uk hotmail.fr yahoo.fr hotmail.it yahoo.it hotmail.de yahoo.de hotmail.es yahoo.es "
    "uol.com.br bol.com.br terra.com.br ziggo.nl kpnmail.nl telenet.be bluewin.ch",
)
#: Domains of their own that are one letter off a common one: nobody misspelt them.
_REAL = _words(
    "mail.com ymail.com email.com me.com mac.com gmx.com gmx.fr gmx.es gmx.us gmx.co.uk gmx.eu live.de live.ca live.nl live.fr live.it "
    "aim.com aon.at web.com hotmail.ca hotmail.be hotmail.nl hotmail.se hotmail.gr hotmail.dk yahoo.ca yahoo.gr "
    "yahoo.se yahoo.ie yahoo.ro yahoo.no yahoo.dk outlook.de outlook.es outlook.fr outlook.it outlook.dk outlook.be outlook.pt "
    "att.com orange.es orange.be free.com line.com love.com alive.com olive.com life.com give.com like.com five.com "
    "freenet.com posteo.net posteo.at libero.com zoho.eu zoho.in zohomail.com rocketmail.com protonmail.ch pm.me fastmail.fm "
    "fastmail.de proton.ch proton.com terra.com terra.es shaw.com msg.com sn.com",
)
#: Ends of domains that do not exist and what was meant by them.
_ENDS = dict.fromkeys(
    (
        "con",
        "cmo",
        "ocm",
        "vom",
        "xom",
        "comm",
        "coom",
        "cim",
        "cpm",
        "c0m",
        "om",
        "cm",
        "co",
        "copm",
        "cok",
        "dom",
    ),
    "com",
) | {
    "ner": "net",
    "nte": "net",
    "met": "net",
    "bet": "net",
    "nett": "net",
    "ed": "de",
    "dr": "de",
    "fe": "de",
}
#: Mailboxes of a house, not of a person.
ROLES = _words(
    "info hello hi contact kontakt office mail email admin support sales team post shop orders billing accounts "
    "accounting rechnung bestellung newsletter press service help finance hallo me mich test noreply no-reply",
)
_GMAIL = ("gmail.com", "googlemail.com")
_MARKS = re.compile(r"[\W_]+")


@lru_cache(maxsize=100_000)
def meant(domain: str) -> str:
    """The common domain that was meant by a misspelt one; the domain itself where none was.

    Example:
        >>> [meant(d) for d in ("gmial.com", "gmail.con", "hotnail.com", "yaho.com", "ymail.com", "example.com")]
        ['gmail.com', 'gmail.com', 'hotmail.com', 'yahoo.com', 'ymail.com', 'example.com']
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if domain in _COMMON or domain in _REAL:
        return domain
    body, _, end = domain.rpartition(".")
    ended = f"{body}.{_ENDS[end]}" if end in _ENDS else domain
    if ended in _COMMON:
        return ended
    near = process.extract(domain, sorted(_COMMON), scorer=OSA.distance, score_cutoff=1, limit=None)
    # One letter off two common domains: nobody knows which was meant, unless the ends agree with one.
    same_end = [name for name, _, _ in near if name.rpartition(".")[2] == end]
    return str(same_end[0]) if len(same_end) == 1 else domain


def mailbox(address: str, *, tags: bool = True, dots: bool = True) -> str:
    """The mailbox an address leads to: without a plus-tag, and for Gmail without dots and by its one name.

    Args:
        address: normalised.
        tags: whether what follows a plus sign is a tag.
        dots: whether Gmail's own rules are applied.

    Example:
        >>> mailbox("a.lima+news@googlemail.com"), mailbox("a.lima+news@example.com")
        ('alima@gmail.com', 'a.lima@example.com')
    """
    local, _, domain = address.rpartition("@")
    bare = (local.split("+", 1)[0] or local) if tags else local
    if dots and domain in _GMAIL:
        return f"{bare.replace('.', '') or bare}@gmail.com"
    return f"{bare}@{domain}"


def corrected(address: str) -> str:
    """The address with the domain that was meant."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{meant(domain)}"


def folded(name: str) -> str:
    """A person's name for comparing: no accents, no initials, words in alphabetical order.

    Example:
        >>> folded("Lima, José M."), folded("jose lima"), folded("Zoë")
        ('jose lima', 'jose lima', 'zoe')
    """
    plain = name.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = [word for word in _MARKS.split(plain.replace("'", "").replace("’", "")) if len(word) > 1]
    return " ".join(sorted(words))


def each(column: pa.ChunkedArray | pa.Array, form: object) -> pa.Array:
    """A function of texts over a column, called once per different value; what it gives as empty is null."""
    array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = pc.dictionary_encode(array)
    made = pa.array([form(text) or None for text in encoded.dictionary.to_pylist()], pa.string())  # type: ignore[operator]
    return made.take(encoded.indices)
