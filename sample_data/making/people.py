"""Invented people: names from many places, addresses at example.com and example.org, unequal devotion."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass

import numpy as np

START = dt.date(2023, 10, 1)
END = dt.date(2026, 9, 30)
DAYS = (END - START).days
Season = tuple[float, ...]  # weight of each month, January first
YEAR_ROUND: Season = (1.0,) * 12
#: Of the people on two platforms, how many use another address on the second.
OTHER_ADDRESS = 0.10

# countries | first names | last names; `native=latin` gives the letters for the address
_PLACES = """
US,US,US,CA|Avery Jordan Casey Marlow Delphine Theo Willa Ezra Josie Malik Keisha Desmond Harper Silas Tamsin Orson|Pellworth Wanderbrook Ashgrove Quillan Merriweather Holloway Brackett Tolliver Larkspur Winslade Carrow Fenwick Dunmore Hathersby
GB,GB,IE|Eilidh Rowan Niamh Callum Imogen Alasdair Orla Fergus Bronwen Idris Saoirse Hamish Elspeth Gethin|O'Farrant MacAllane Penhallow Tregarth Llewarch Duncastle O'Shanly Featherby Kilbrannan Ravensholt Birchall-Moss Strathan
FR,FR,BE,CH|Chloé Baptiste Maëlle Théophile Océane Gaspard Élodie Lucien Solène Anaïs Rémi Clémence|Marchetti-Duval Beaurepont Lachenaie Fontvieille Rochebrune d'Aubrac Clairmarais Vauquelin Montréal-Petit Sérigny
DE,DE,AT,CH|Greta Jürgen Annika Lorenz Käthe Matthias Svenja Ruprecht Liesel Götz Friederike Anselm|Lindqvist-Moss Hagedorf Bräuninger Morgenroth Köhlbrand Steinweg Wiesenthau Übelacker Sonnfeld Altmühl
SE,NO,DK,FI|Björn Astrid Søren Linnea Eskil Ingrid Tuomas Aino Halvard Freja Oskari Siv|Ahlqvist Nygårdsvik Østerholt Bjerkelund Tervakoski Rasmusholm Lövgrenson Skovgaardsen Hietalahti
ES,MX,AR,CO|Inés Lucho Marisol Joaquín Ximena Rodrigo Araceli Facundo Paloma Íñigo Remedios Thiago|Carballar Ferrandiz Olivares-Peña Zubizarreta Montesdeoca Quintanilla Bustamante-Rey Etxeberri Valderrama Saldívar
PT,BR,BR|Joana Thiago Beatriz Caetano Luíza Rui Iracema Benedito Conceição Davi|Figueirinha Taveirós Albuquerquense Guimarãis Sertório Vasconcelhos Mourinhal Pedrógão
IT,IT|Ginevra Tommaso Fiammetta Ettore Ludovica Vasco Beatrice Ciro Mirella|Castellabate Bellacqua Montefosco Spinardi Valdesella Tramontino Ruggerini Passalacqua
PL,CZ,UA|Zofia Tomasz Bronisława Kazimierz Oksana Jarmila Přemysl Agnieszka|Wiśniowska Kowalczewski Novotnický Zielińczyk Dobrovský Sikorzanka
NG,GH,KE,ZA|Amara Chidubem Folasade Kwabena Wanjiru Thandeka Sipho Adaeze Yaw Nomvula Ekene Akosua|Oyelaran Nwachukwuma Boatengsah Kamauri Dlaminisa Adeyemisi Mensahene Okonjobi Wambuigo Mokoenasi
IN,IN,PK,LK|Dev Aarohi Raghav Meenakshi Zainab Ishaan Lakshmi Farhan Nilanjana Tanvi Bilal Sachini|Raghunathan Chattoraj Deshpandekar Qureshani Iyengaran Wickramarat Mukherjai Bhattar Siddiquani Kulkarnesh
JP,JP,KR|Hiro Sakura Kenta Haruto Mio Jiwoo Minseo Takumi Seoyeon Ren|Tanabata Kurosawara Hoshizaki Parkhwan Shirakaba Choiseon Fujimorita Kimdae
CN,TW,SG,MY|Wei Meilin Jianhao Siew Yuting Haoran Xinyi Boon|Tanglin Zhaoyang Ouyangsi Limchai Huangpu Chenglai Gohsiang
MA,EG,LB,TR|Farid Yasmine Leïla Karim Nadia Elif Emre Rania Tarek Zeynep Omar Samira|Benshallal Haddadine El-Mansouri Yıldızhan Karadenizli Khourysani Aït-Brahim Özkanlar Nassaret
AU,AU,NZ|Kezia Lachlan Matilda Aroha Wiremu Jarrah Isla Bodhi Marama Angus|Wanderbrook Tamahori Billabury Coolangate Ngatairua Southerby Rangihau Wattleton
UA|Юлія=yuliia Богдан=bohdan Олена=olena Тарас=taras|Коваленчук=kovalenchuk Бондаренчук=bondarenchuk Шевчуканко=shevchukanko
JP|陽子=yoko 健太=kenta 美咲=misaki 大輔=daisuke|青山田=aoyamada 星崎野=hoshizakino 白樺沢=shirakabazawa
NL,BE|Mireille Sjoerd Femke Joost Liesbeth Wouter Maaike Thijs Anneke|Quist van-der-Meulen Terpstraat Hoogendijken de-Wolvenaar Schoonhovel Kuipersma
"""


#: The places whose names are written in their own letters, first and last alike.
_NATIVE = {15, 16}


@dataclass(slots=True)
class Person:
    """One invented person.

    Attributes:
        number: place in the list, the base of every platform id.
        email: the address given first; `other` is used on the second platform where it is not None.
        devotion: how much the person cares, lognormal with median 1: most a little, a few very much.
        joined: the day the person first turned up.
    """

    number: int
    first: str
    last: str
    email: str
    other: str | None
    country: str
    devotion: float
    joined: dt.date

    @property
    def years(self) -> float:
        """Years since the person joined."""
        return ((END - self.joined).days + 1) / 365

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"

    def address(self, place: int) -> str:
        """The address used on the person's first (0), second (1), … platform."""
        return self.other if place == 1 and self.other else self.email


def invent(
    rng: np.random.Generator, count: int, *, launches: tuple[dt.date, ...] = (), season: Season = YEAR_ROUND
) -> list[Person]:
    """Make people with different names, sorted by the day they joined: after a launch, and by the season."""
    places = [line.split("|") for line in _PLACES.strip().splitlines()]
    firsts = [part[1].split() for part in places]
    lasts = [part[2].split() for part in places]
    weights = np.array([14, 9, 6, 6, 5, 6, 3, 3, 3, 5, 6, 4, 3, 4, 4, 0.3, 0.3, 3], dtype=float)
    devotion = rng.lognormal(0.0, 1.05, count)
    taken: set[str] = set()
    addresses: set[str] = set()
    found: list[Person] = []
    for day in sorted(_joined(rng, launches, season) for _ in range(count)):
        while True:
            place = int(rng.choice(len(places), p=weights / weights.sum()))
            family = int(rng.integers(len(places))) if rng.random() < 0.15 else place
            family = place if _NATIVE & {place, family} else family
            first, last = str(rng.choice(firsts[place])), str(rng.choice(lasts[family]))
            if first + last not in taken:
                break
        taken.add(first + last)
        shown = [
            part.split("=")[0].replace("-der-", " der ").replace("de-W", "de W") for part in (first, last)
        ]
        latin = [_latin(part.split("=")[-1]) for part in (first, last)]
        number = len(found)
        email = _address(rng, latin, addresses)
        other = _address(rng, latin, addresses) if rng.random() < OTHER_ADDRESS else None
        country = str(rng.choice(places[place][0].split(",")))
        found.append(Person(number, shown[0], shown[1], email, other, country, float(devotion[number]), day))
    return found


def _joined(rng: np.random.Generator, launches: tuple[dt.date, ...], season: Season) -> dt.date:
    if launches and rng.random() < 0.3:
        launch = launches[int(rng.integers(len(launches)))]
        return min(launch + dt.timedelta(days=int(rng.exponential(9))), END)
    if rng.random() < 0.12:
        return START + dt.timedelta(days=int(min(rng.exponential(25), DAYS)))
    return some_day(rng, START, season)


def some_day(rng: np.random.Generator, since: dt.date, season: Season = YEAR_ROUND) -> dt.date:
    """A day between `since` and the end, drawn by the weights of the season."""
    days, top = (END - since).days + 1, max(season)
    while True:
        day = since + dt.timedelta(days=int(days * rng.random()))
        if rng.random() * top < season[day.month - 1]:
            return day


def _latin(text: str) -> str:
    plain = text.lower().translate(
        str.maketrans({"ø": "o", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "'": None})
    )
    return unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()


def _address(rng: np.random.Generator, latin: list[str], taken: set[str]) -> str:
    first, last = latin
    forms = (
        f"{first}.{last}",
        f"{first[0]}.{last}",
        f"{first}{last[0]}",
        f"{first}_{last}",
        f"{last}.{first}",
    )
    while True:
        form = forms[int(rng.choice(5, p=[0.5, 0.18, 0.14, 0.08, 0.1]))]
        tail = "" if rng.random() < 0.7 else str(int(rng.integers(2, 99)))
        address = f"{form}{tail}@example.{'com' if rng.random() < 0.65 else 'org'}"
        if address not in taken:
            taken.add(address)
            return address


def add_months(anchor: dt.date, months: int) -> dt.date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    for day in range(anchor.day, 0, -1):
        try:
            return dt.date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError(anchor)


def charges(first: dt.date, every: int, stays: int, until: dt.date = END) -> list[dt.date]:
    """The days of at most `stays` charges, one every `every` months from `first`, none after `until`."""
    days = (add_months(first, every * step) for step in range(stays))
    return [day for day in days if day <= until]


def at_hour(rng: np.random.Generator, day: dt.date) -> dt.datetime:
    """A moment of the day, mostly in the evening."""
    hour = int(np.clip(rng.normal(17, 4), 0, 23))
    return dt.datetime(day.year, day.month, day.day, hour, int(rng.integers(60)), int(rng.integers(60)))  # noqa: DTZ001 exports write no zone
