"""Invented names, by background. Any likeness to a person is chance."""

import random
from dataclasses import dataclass

from pipeline.synthetic.streams import drawn

_GIVEN = {
    "british": (
        "Alan Barry Callum Darren Dean Derek Ethan Gareth Graham Harvey Ian Jordan Keith Kieran Lee "
        "Liam Martin Neil Nigel Owen Paul Robert Scott Sean Stephen Terence Trevor Wayne",
        "Abigail Alison Amanda Bethany Brenda Carol Chloé Dawn Elaine Gemma Hayley Heather Jean "
        "Jodie Kathleen Kelly Lorraine Lynne Maureen Michelle Nicola Pauline Rachel Sandra Shannon "
        "Siân Tracey Zoë",
    ),
    "south_asian": (
        "Adeel Bilal Faisal Hamza Imran Junaid Khalid Mohammed Nadeem Omar Rafiq Sajid Tariq Usman Yusuf Zahid",
        "Aisha Bushra Farzana Hina Iqra Khadija Mehreen Nasreen Parveen Rukhsana Saima Shabana Tahira Yasmin",
    ),
    "european": (
        "Andrzej Bogdan Dariusz Florin Grzegorz Jürgen Marek Mihai Piotr Radu Tomasz Wojciech",
        "Agnieszka Beata Danuta Elena Ewa Ioana Katarzyna Małgorzata Renée Simona Urszula",
    ),
    "african": (
        "Abdi Chinedu Emeka Kofi Kwame Olumide Samuel Tendai Yonas",
        "Abena Adaeze Blessing Chipo Efua Fatou Hodan Ngozi Selam",
    ),
    "chinese": (
        "Chun Hao Jun Kai Ming Wei",
        "Fang Hui Lan Mei Xiu Yan",
    ),
}

_FAMILY = {
    "british": (
        "Aspinshaw Barrowclough Birtwhistle Brackenhall Catterworth Cleggburn Dewhurstone "
        "Eckersfold Fallowfell Garstangle Hargreavely Hindleworth Isherby Kershawton Lomaxley "
        "Marsdenby Nuttallow O'Brackan O'Shearan Pilkingshaw Quarmbury Ramsbeck Rawtenfold "
        "Sagarthwaite Shuttlewick Smith-Hollowby Tattersfield Threlkeldon Turnerough Unsworthly "
        "Walmsbeck Whittamore Wolstenby Yatesford"
    ),
    "south_asian": (
        "Ahmedi Bhattary Choudhrey Daralwala Hussainy Iqbalat Kayanwal Mahmoodi Patelwar Qureshan Rahmaniq Siddiqat"
    ),
    "european": ("Brânzariu Kowalczuk-Lis Lisowiec Marinesco Nowackiewicz Pavlíckov Szymanecki Wiśnierek Zielonkowicz"),
    "african": ("Abdirahiim Achebarra Boatengo Dlaminu Gebreselam Mensahene Nwosuka Okaforo"),
    "chinese": ("Cheungat Lauwing Tsangho Yeungkit"),
}

_TITLES = {"Male": ("Mr",), "Female": ("Mrs", "Miss", "Ms"), "Unknown": ("Mx", "")}
_SHORT = {"Robert": "Bob", "Stephen": "Steve", "Abigail": "Abi", "Kathleen": "Kath", "Terence": "Terry"}

GIVEN = {background: (male.split(), female.split()) for background, (male, female) in _GIVEN.items()}
FAMILY = {background: names.split() for background, names in _FAMILY.items()}

_ETHNICITY = {
    "british": (
        ("White British", 88.0),
        ("White Irish", 2.0),
        ("Mixed White and Black Caribbean", 4.0),
        ("", 6.0),
    ),
    "south_asian": (
        ("Pakistani or British Pakistani", 60.0),
        ("Indian or British Indian", 30.0),
        ("Bangladeshi", 10.0),
    ),
    "european": (("Other White background", 100.0),),
    "african": (("Black African", 100.0),),
    "chinese": (("Chinese", 100.0),),
}

_LANGUAGES = {
    "british": ("English",),
    "south_asian": ("Urdu", "Punjabi", "Gujarati", "Bengali"),
    "european": ("Polish", "Romanian"),
    "african": ("Somali", "Tigrinya", "French"),
    "chinese": ("Cantonese", "Mandarin"),
}


@dataclass(frozen=True, slots=True)
class Name:
    """What a person is called, and the background that goes with it."""

    background: str
    title: str
    family_name: str
    given_name: str
    preferred_name: str
    ethnicity: str


def name_of(rng: random.Random, sex: str, south_asian_share: float) -> Name:
    """A name that goes with the sex; backgrounds other than South Asian are the same shares everywhere."""
    background = drawn(
        rng,
        [
            ("british", 94.0 - 100 * south_asian_share),
            ("south_asian", 100 * south_asian_share),
            ("european", 3.5),
            ("african", 1.5),
            ("chinese", 1.0),
        ],
    )
    male, female = GIVEN[background]
    given = rng.choice(male if sex == "Male" else female if sex == "Female" else male + female)
    return Name(
        background,
        rng.choice(_TITLES[sex]),
        rng.choice(FAMILY[background]),
        given,
        _SHORT.get(given, "") if rng.random() < 0.8 else "",
        drawn(rng, _ETHNICITY[background]),
    )


def language_of(rng: random.Random, background: str) -> tuple[str, bool]:
    """The main spoken language and whether an interpreter is needed (3% in all, an assumption)."""
    if background == "british":
        return drawn(rng, [("English", 85.0), ("", 15.0)]), False
    other = rng.choice(_LANGUAGES[background])
    if rng.random() < 0.27:
        return other, True
    return drawn(rng, [(other, 45.0), ("English", 50.0), ("", 5.0)]), False


def clinician(rng: random.Random) -> str:
    """A general practitioner as EMIS writes one, with a comma inside."""
    background = drawn(rng, [("british", 60.0), ("south_asian", 30.0), ("african", 10.0)])
    given = rng.choice(rng.choice(GIVEN[background]))
    return f"{rng.choice(FAMILY[background]).upper()}, {given} (Dr)"


def colleague(rng: random.Random) -> str:
    """A care co-ordinator or key worker."""
    return f"{rng.choice(rng.choice(GIVEN['british']))} {rng.choice(FAMILY['british'])}"
