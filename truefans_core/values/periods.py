"""How often something is paid, in months, and the end of a period that was paid for."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

WEEK = 12 / 52
_NAMES: tuple[tuple[float, str], ...] = (
    (3, r"quarter(ly)?|vierteljährlich|quartal|trimestriel(le)?|trimestral|trimestrale|kwartaal|per kwartaal|trimestre"),
    (6, r"semi-?annual(ly)?|half-?year(ly)?|biannual(ly)?|halbjährlich|semestriel(le)?|semestral|semestrale|halfjaarlijks"),
    (24, r"two-?year(ly)?|biennial(ly)?|every (2|two) years"),
    (12, r"year(ly)?|annual(ly)?|annum|jahr|jährlich|jaehrlich|par an|/ ?an|annuel(le)?|année|anual|año|annuale|anno|ano|jaar(lijks)?|yr|founding"),
    (1, r"month(ly)?|monat(lich)?|mois|mensuel(le)?|mensual|mes|mensile|mese|mensal|mês|maand(elijks)?|mo"),
    (WEEK * 2, r"bi-?weekly|fortnight(ly)?|every (2|two) weeks"),
    (WEEK, r"week(ly)?|woche|wöchentlich|semaine|hebdomadaire|semana(l)?|settimana(le)?|wekelijks"),
)  # fmt: skip
_WORDS = tuple((months, re.compile(rf"(?<!\w)({names})(?!\w)", re.IGNORECASE)) for months, names in _NAMES)
_COUNTED = re.compile(
    r"(\d{1,2})[\s-]*(month|monat|mois|mes|mese|maand|year|jahr|an|año|ano|anno|jaar|week|woche)",
    re.IGNORECASE,
)
_YEARS = ("year", "jahr", "an", "año", "ano", "anno", "jaar")
_LONGEST = 120  # months
_ONCE = (
    "one[ -]?off|one[ -]?time|once|single|einmalig(e|er)?|einzelspende|einmalspende|ponctuel(le)?|unique|une fois|"
    "única?|único|una vez|puntual|esporádic[oa]|una tantum|singol[oa]|pontual|avulsa?|avulso|uma vez|eenmalig(e)?|losse"
)
_AT_ONCE = re.compile(rf"(?<!\w)({_ONCE})(?!\w)", re.IGNORECASE)
#: What may stand beside the word for a period in a cell that says nothing else: "Recurring, monthly", "One-off gift".
_BESIDE = (
    "recurring|regular|repeat|gifts?|donations?|giving|payments?|pledges?|subscriptions?|plan|billed|paid|regelmäßige?|"
    "spenden?|zahlung(en)?|beitrag|dauerspende|don|dons|paiement|récurrent|donaci[óo]n|donativo|pago|recurrente|"
    "donazione|pagamento|ricorrente|doaç(ão|ões)|recorrente|gift|betaling|donatie|terugkerend|per|pro|par|por|al"
)
_ONLY = re.compile(
    rf"\W*(({'|'.join([_ONCE, _BESIDE, *(names for _, names in _NAMES)])}|\d{{1,2}} (months?|years?))(\W+|$))+",
    re.IGNORECASE,
)
#: A period that begins a compound word of German or Dutch: "Jahresbeitrag", "jaarbedrag".
_COMPOUNDS = tuple(
    (months, re.compile(rf"(?<!\w)({names})(?=\w{{3}})", re.IGNORECASE))
    for months, names in ((6, "halbjahres|halfjaar"), (3, "vierteljahres|quartals|kwartaal"), (12, "jahres|jaar"),
                          (1, "monats|maand"), (WEEK, "wochen(?!end)|week(?!end)"))
)  # fmt: skip
#: Where the words of a header in snake_case or camelCase end.
_APART = re.compile(r"_|(?<=[a-z])(?=[A-Z])")


def months_of(text: str) -> float | None:
    """The months of a billing period as people and platforms write it; None where no period is named.

    Example:
        >>> [months_of(t) for t in ("monthly", "$80/year", "every 3 months", "jährlich", "one-time", "2 years")]
        [1, 12, 3, 12, None, 24]
    """
    if counted := _COUNTED.search(text):
        unit = counted[2].casefold()
        each = 12 if unit in _YEARS else WEEK if unit in {"week", "woche"} else 1
        months = int(counted[1]) * each
        return months if 0 < months <= _LONGEST else None
    return next((months for months, words in _WORDS if words.search(text)), None)


def is_interval(text: str) -> bool:
    """Whether a text says how often something is paid, or that it is paid once, and nothing else.

    Example:
        >>> [is_interval(t) for t in ("Monthly", "One-off gift", "einmalig", "Weekly Tea Box", "Gift")]
        [True, True, True, False, False]
    """
    return bool(_ONLY.fullmatch(text) and (months_of(text) or _AT_ONCE.search(text)))


def months_of_price(header: str) -> float | None:
    """The months that the header of a price names; None where it names no period.

    Example:
        >>> [months_of_price(h) for h in ("Jahresbeitrag", "Monatsbeitrag", "annual_fee", "monthlyAmount", "Price")]
        [12, 1, 12, 1, None]
    """
    apart = _APART.sub(" ", header)
    compound = next((months for months, words in _COMPOUNDS if words.search(apart)), None)
    return compound if compound is not None else months_of(apart)


def months_column(column: pa.Array, *, alone: bool = False) -> pa.Array:
    """float64 months of each cell; null where no period is named or, with `alone`, anything besides."""
    encoded = column.dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    months = [months_of(text) if not alone or is_interval(text) else None for text in texts]
    return pa.array(months, pa.float64()).take(encoded.indices)


def period_end(start: pa.Array, months: pa.Array) -> pa.Array:
    """The day a period of whole months ends (first day no longer paid for), months added from the anchor.

    A day the last month does not have becomes its last day: 31 January and a month is 28 or 29 February. Null
    where either is null or the period is shorter than a month.
    """
    known = np.asarray(pc.and_(pc.is_valid(start), pc.is_valid(months)))
    day: np.ndarray[Any, Any] = np.asarray(pc.fill_null(pc.cast(start, pa.int32()), 0)).astype(
        "datetime64[D]"
    )
    add = np.asarray(pc.fill_null(months, 0.0))
    known &= (add >= 1) & (add == np.round(add))
    month = day.astype("datetime64[M]")
    offset = (day - month.astype("datetime64[D]")).astype(np.int64)
    target = month + np.round(add).astype(np.int64)
    last = ((target + 1).astype("datetime64[D]") - target.astype("datetime64[D]")).astype(np.int64) - 1
    end = target.astype("datetime64[D]") + np.minimum(offset, last)
    return pa.array(end.astype(np.int32), pa.int32(), mask=~known).cast(pa.date32())
