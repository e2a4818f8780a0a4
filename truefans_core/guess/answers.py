"""Answers to a survey: a sheet whose headers are questions, one of them how likely somebody is to recommend.

Told by the questions of our own survey in the words of every preset, and by what Google Forms, Typeform and tools for
the net promoter score write, in seven languages.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from truefans_core.guess.looks import Look, look_at
from truefans_core.guess.names import plain, scores
from truefans_core.mapping import Mapping, Use
from truefans_core.reading.tables import RawTable
from truefans_core.sources import SOURCES
from truefans_core.sources.source import words

SLUG = "survey-answers"
#: Questions as `names.plain` writes them. An answer of 0 to 10 must stand below the first.
_RECOMMEND = re.compile(
    r"\brecommend|net promoter|\bnps\b|empfi?ehl|\brecommand|\brecomi?end|raccomand|\bconsigli|aanbevee?l|\bbeveel|"
    r"aanraden|\baanraad"
)
_FOUND = re.compile(
    r"\bhow did you (find|hear|learn|discover|come)|\bwhere did you (find|hear|learn|discover)|"
    r"\b(wie|wo|wodurch|woher) .*(gefunden|erfahren|aufmerksam|gehort|kennen)|\bcomment .*(connu|decouvert|trouve|entendu)|"
    r"\bcomo .*(conoci|encontr|descub|enter|conhec|soub)|\bcome .*(conosciut|trovat|scopert|sentito|saputo)|"
    r"\bhoe .*(gevonden|gehoord|ontdekt|leren kennen|terechtgekomen)"
)
_OPEN = re.compile(
    r"\bwhy (do|did) you|\bwhat would you (miss|like)|\bwhat will you need|\bwhat should|\bwhat .*(next|improve|better)|"
    r"\bmain reason|\breason for your score|\bwarum|\bwieso|\bweshalb|\bwas (wurde|wunsch|fehl|sollen|mocht|konnen)|\bgrund|"
    r"\bpourquoi|\bque vous manquerait|\bqu est ce qui|\bque souhait|\bqu aimeriez|\bpor que|\bque echar|\bque te gustaria|"
    r"\bque le gustaria|\bperche|\bcosa ti mancher|\bche cosa|\bcosa vorrest|\bdo que sentiria|\bo que gostaria|"
    r"\bo que mais|\bwaarom|\bwat zou je|\bwat zou u|\bwat wil"
)
_MAY_WRITE = re.compile(
    r"\b(may|can|shall) (we|i) (contact|write|email|e mail|mail|quote)|\bok(ay)? (to|if we) (contact|write|email)|"
    r"\b(durfen|darf|konnen|sollen) (wir|ich) .*(kontaktier|schreib|mailen|melden|anschreib)|"
    r"\b(pouvons|peut|puis|pourrions).*(contacter|ecrire)|\b(podemos|puedo|podriamos) .*(contact|escrib)|"
    r"\b(possiamo|posso) .*(contatt|scriver)|\bpodemos .*(contat|contact|escrev)|\b(mogen|mag|kunnen) (we|wij|ik) .*(contact|mail|schrijv|benader)"
)
_CALLED = re.compile(
    r"\bwhat s your name|\bwhat is your name|\bwhat are you called|\bwie hei(ss|s)t|\bwie ist (dein|ihr) name|\bcomment (vous|t) appel|"
    r"\bcomment tu t appel|\bcomo (te|se) llama|\bcome (ti|si) chiam|\bcomo (te|se) chama|\bhoe heet"
)
_WHEN = words(
    "timestamp|submitted at|submit date|submission date|date submitted|end date|start date|response date|responded at|"
    "completed at|created at|date created|zeitstempel|abgesendet am|eingereicht am|horodateur|date de soumission|"
    "marca temporal|fecha de envio|informazioni cronologiche|data di invio|carimbo de data hora|data de envio|"
    "tijdstempel|ingediend op|verzonden op",
)
_SCORES = words(
    "score|rating|answer|nps score|score 0 10|punktzahl|note|puntuacion|punteggio|pontuacao|cijfer"
)
_VERDICTS = r"^(promoters?|passives?|detractors?|promotor(en)?|kritiker|detrattori?|promotores|detractores|neutre?s?)$"
_ANSWER = r"^\s*(10|[0-9])(\D|$)"
_ALL, _SURE, _FAIR = 0.9, 0.95, 0.9
_MOST_ANSWERS = 11


def answers(table: RawTable) -> Mapping | None:
    """The meaning of a table of answers, or None where nobody is asked how likely they are to recommend.

    The answer has the role recommend_score, how somebody found us is their source, the open questions are custom:
    they are kept as answers and say nothing to the analysis. Any other column needs a name the analysis knows.
    """
    asked = _recommend(table)
    if asked is None:
        return None
    looks = {header: look_at(table.cells[header]) for header in table.headers}
    roles = {asked: ("recommend_score", _SURE)}
    for header, look in looks.items():
        if header == asked:
            continue
        said = plain(header)
        if look.email >= _ALL and "email" not in {role for role, _ in roles.values()}:
            roles[header] = "email", _SURE
        elif _FOUND.search(said):
            roles[header] = "source", _SURE
        elif _OPEN.search(said):
            roles[header] = "custom", _SURE
        elif _MAY_WRITE.search(said) and look.flag >= _ALL:
            roles[header] = "consent", _SURE
        elif _CALLED.search(said) and "name" not in {role for role, _ in roles.values()}:
            roles[header] = "name", _SURE
    _add_day(looks, roles)
    _add_known(looks, roles)
    uses = tuple(Use(header, *roles.get(header, (None, 0.0))) for header in table.headers)
    return Mapping(SLUG, uses, platform=SOURCES[SLUG].platform)


def _recommend(table: RawTable) -> str | None:
    """The column of 0 to 10 under a question about recommending, or of scores beside who is a promoter."""
    promoted = "nps" in plain(table.file).split() or any(_is_verdict(table.cells[h]) for h in table.headers)
    named = [h for h in table.headers if _RECOMMEND.search(plain(h))]
    named += [h for h in table.headers if promoted and plain(h) in _SCORES]
    return next((header for header in named if _are_answers(table.cells[header])), None)


def _are_answers(column: pa.ChunkedArray) -> bool:
    """Whether cells are 0 to 10, alone or before words ("10 - certainly"); an empty column is none."""
    told = column.drop_null().unique()
    if not 0 < len(told) <= 2 * _MOST_ANSWERS:
        return False
    return float(pc.mean(pc.cast(pc.match_substring_regex(told, _ANSWER), pa.int8())).as_py()) >= _ALL


def _is_verdict(column: pa.ChunkedArray) -> bool:
    told = pc.utf8_lower(column.slice(0, 1000).drop_null().unique())
    return 0 < len(told) <= _MOST_ANSWERS and bool(pc.all(pc.match_substring_regex(told, _VERDICTS)).as_py())


def _add_day(looks: dict[str, Look], roles: dict[str, tuple[str, float]]) -> None:
    """The day of the answer: the column forms call so, else the first that holds days."""
    dated = [header for header, look in looks.items() if header not in roles and look.date >= _ALL]
    called = [h for h in dated if plain(h) in _WHEN or plain(h).removesuffix(" utc") in _WHEN]
    day = next(iter([*called[::-1], *dated]), None)  # the end of an answer is written after its start
    if day is not None:
        roles[day] = "occurred_at", _SURE


def _add_known(looks: dict[str, Look], roles: dict[str, tuple[str, float]]) -> None:
    """Names, addresses and numbers of people under their usual headers."""
    for header, look in looks.items():
        named = scores(header)
        best = max(named, key=lambda role: named[role], default="")
        wanted = {
            "name",
            "first_name",
            "last_name",
            "external_id",
            "company",
            "country",
            "city",
            "tier",
            "email",
        }
        wanted -= {role for role, _ in roles.values()}
        if (
            header not in roles
            and best in wanted
            and named[best] * look.fits(best, named[best]) >= _FAIR * 0.7
        ):
            roles[header] = best, round(named[best] * look.fits(best, named[best]), 3)
