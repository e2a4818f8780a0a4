"""Tables of how many were reached: a day, and figures that have a known name, with no person and no money."""

from __future__ import annotations

from truefans_core.guess.looks import Look, look_at
from truefans_core.guess.names import plain, scores
from truefans_core.mapping import Mapping, Use
from truefans_core.reading.tables import RawTable
from truefans_core.sources import SOURCES
from truefans_core.sources.source import words

SLUG = "reach-table"
#: What programs call a figure of an audience, in seven languages, as `names.plain` writes it.
FIGURES = words(
    "downloads|plays|streams|listens|listeners|followers|subscribers|visitors|visits|views|pageviews|impressions|"
    "sessions|users|reach|viewers|readers|fans|likes|audience|"
    "aufrufe|seitenaufrufe|seitenansichten|besucher|besuche|sitzungen|nutzer|abonnenten|follower|horer|zuhorer|leser|"
    "impressionen|reichweite|zugriffe|wiedergaben|zuschauer|"
    "telechargements|vues|visiteurs|visites|seances|utilisateurs|abonnes|auditeurs|lecteurs|portee|ecoutes|spectateurs|"
    "descargas|vistas|visitas|visitantes|sesiones|usuarios|suscriptores|seguidores|oyentes|lectores|impresiones|alcance|"
    "reproducciones|visualizaciones|espectadores|"
    "download|scaricamenti|visualizzazioni|visite|visitatori|sessioni|utenti|iscritti|ascoltatori|ascolti|lettori|"
    "impressioni|copertura|riproduzioni|spettatori|"
    "transferencias|visualizacoes|sessoes|utilizadores|subscritores|inscritos|assinantes|ouvintes|leitores|impressoes|"
    "reproducoes|"
    "weergaven|paginaweergaven|bezoeken|bezoekers|sessies|gebruikers|abonnees|volgers|luisteraars|lezers|vertoningen|"
    "impressies|bereik|kijkers",
)
#: Words that make a figure something else: a share, a length of time, money, a name.
_OTHERWISE = words(
    "rate|percent|percentage|average|avg|duration|time|hours|minutes|revenue|earnings|cost|price|name|id|email|url|per|"
    "quote|rate|dauer|umsatz|taux|duree|revenu|tasa|duracion|ingresos|tasso|durata|ricavi|taxa|duracao|receita|duur|"
    "omzet|difference|change|diff|delta|zuwachs|date|datum|since|seit|depuis|desde|dal|sinds",
)
_DAYS = words("date|day|week|month|datum|tag|woche|monat|jour|semaine|mois|fecha|dia|semana|mes|data|giorno|settimana|"
              "mese|maand|dag")  # fmt: skip
#: What figures may be told apart by; any other text may be somebody's name.
_DIMENSIONS = words(
    "episode|title|page|post|video|country|region|city|device|browser|app|platform|channel|source|medium|campaign|show|"
    "podcast|network|type|format|language|url|link|permalink|description|caption|content|track|song|album|category|"
    "weekday|guid|site|property|"
    "titel|folge|seite|beitrag|land|stadt|gerat|plattform|kanal|quelle|kampagne|kategorie|wochentag|"
    "titre|pays|ville|appareil|plateforme|canal|origine|campagne|categorie|"
    "titulo|episodio|pagina|pais|ciudad|dispositivo|plataforma|fuente|campana|categoria|"
    "titolo|puntata|paese|citta|piattaforma|canale|fonte|cidade|aflevering|stad|apparaat|bron|campagne|taal",
)
_PEOPLE = ("email", "name", "first_name", "last_name", "external_id", "handle", "person_id", "company")
_MONEY = ("amount", "lifetime_amount", "unit_price", "amount_net")
_ALL, _MOSTLY, _SURE = 0.9, 0.5, 0.9
#: Where figures come from, by a word in the name of the file or its sheet.
_CHANNELS = {
    name.casefold(): name
    for name in (
        "Instagram", "TikTok", "Twitter", "LinkedIn", "Facebook", "YouTube", "Spotify", "Apple", "Buzzsprout", "Libsyn",
        "Podbean", "Transistor", "Acast", "Captivate", "Castos", "Matomo", "Plausible", "Mastodon", "Bluesky", "Twitch", "Pinterest",
        "Threads", "Substack", "Podcast", "Website",
    )
}  # fmt: skip


def figures(table: RawTable) -> Mapping | None:
    """The meaning of a table of figures by day, or None where it is none.

    A table is one if it has a column of days and a column of numbers that bears the name of a known figure, and
    neither a person nor money: days with amounts are a log of payments, and a column of text that is no title, place
    or device may hold names. Shares and lengths of time are left out.
    """
    looks = {}
    for header in table.headers:
        looks[header] = look_at(table.cells[header])
        if _speaks_of_people_or_money(header, looks[header]):
            return None
    day = _day(looks)
    counted = [header for header, look in looks.items() if header != day and _is_figure(header, look)]
    if day is None or not counted:
        return None
    roles = {day: "occurred_at", **dict.fromkeys(counted, "metric")}
    uses = tuple(
        Use(header, roles.get(header), _SURE if header in roles else 0.0) for header in table.headers
    )
    return Mapping(SLUG, uses, platform=_channel(table))


def _is_figure(header: str, look: Look) -> bool:
    named = frozenset(plain(header).replace("all time", "").split())
    number = look.count == 0 or (look.number >= _ALL and look.cents < _MOSTLY)
    return number and bool(named & FIGURES) and not named & _OTHERWISE and "%" not in header


def _speaks_of_people_or_money(header: str, look: Look) -> bool:
    if look.email >= _MOSTLY or look.cents >= _MOSTLY:
        return True
    words_of = frozenset(plain(header).split())
    if words_of & (FIGURES | _DIMENSIONS):
        return False
    if look.letters >= _MOSTLY > max(look.date, look.months):
        return True
    named = scores(header)
    best = max(named, key=lambda role: named[role], default="")
    if named.get(best, 0.0) < _SURE or look.count == 0:
        return False
    if best in _PEOPLE:
        return True
    return best in _MONEY and look.number >= _MOSTLY


def _day(looks: dict[str, Look]) -> str | None:
    """The column of days: the one called so first, else the first that holds days."""
    dated = [
        header
        for header, look in looks.items()
        if look.date >= _ALL
        or (max(look.serial, look.months) >= _ALL and frozenset(plain(header).split()) & _DAYS)
    ]
    called = [header for header in dated if frozenset(plain(header).split()) & _DAYS]
    return next(iter([*called, *dated]), None)


def _channel(table: RawTable) -> str:
    told = frozenset(plain(f"{table.file} {table.sheet or ''}").split())
    return next((name for word, name in _CHANNELS.items() if word in told), SOURCES[SLUG].platform)
