"""The five ethnic groups of the Office for National Statistics, from the words and codes practices use.

Whatever is blank, not stated or not understood is a group of its own, never left out: a service that reaches people
of unknown background less often must be able to see it.
"""

import re
from enum import StrEnum


class EthnicGroup(StrEnum):
    """One of the five groups of the 2021 census, or not known."""

    ASIAN = "Asian or Asian British"
    BLACK = "Black, Black British, Caribbean or African"
    MIXED = "Mixed or multiple ethnic groups"
    WHITE = "White"
    OTHER = "Other ethnic group"
    NOT_KNOWN = "Not known"


# The sixteen categories of the 2001 census, which NHS systems send by letter.
_BY_LETTER = {
    **dict.fromkeys("abc", EthnicGroup.WHITE),
    **dict.fromkeys("defg", EthnicGroup.MIXED),
    # Chinese is Asian since the census of 2011.
    **dict.fromkeys("hjklr", EthnicGroup.ASIAN),
    **dict.fromkeys("mnp", EthnicGroup.BLACK),
    "s": EthnicGroup.OTHER,
}
_NOT_SAID = re.compile(
    r"\b(not (stated|known|given|recorded|asked|specified|disclosed|applicable)|unknown|refused|declined|withheld"
    r"|prefer(s|red)? not|no information)\b"
)
# `British or mixed British` is a White category of the 2001 census.
_MIXED = re.compile(r"\b(mixed(?! british)|multiple|dual heritage|white (and|&) (black|asian|african|caribbean))\b")
_WORDS = {
    # Before Black: an East African Asian is Asian; and `West Indian` is no Indian.
    EthnicGroup.ASIAN: re.compile(
        r"\b(asian|(?<!west )(?<!american )indian|punjabi|gujarati|kashmiri|pakistani|bangladeshi|bengali|chinese"
        r"|sri lankan?|tamil|sinhal\w+|nepal\w+|filipin\w+|vietnamese|japanese|korean|malay\w*|thai|indonesian)\b"
    ),
    EthnicGroup.BLACK: re.compile(
        r"\b(black|caribbean|west indian|(?<!north )(?<!south )african|nigerian|ghanaian|somali\w*|jamaican|eritrean"
        r"|ethiopian|zimbabwean|congolese|sudanese)\b"
    ),
    EthnicGroup.WHITE: re.compile(
        r"\b(white|british|english|scottish|welsh|irish|cornish|gyps\w+|traveller|roma|european|polish|romanian"
        r"|italian|ukrainian|portuguese|greek)\b"
    ),
    EthnicGroup.OTHER: re.compile(r"\b(other|arab\w*|north african|iranian|iraqi|kurdish|turkish|latin american)\b"),
}


def ethnic_group(said: str | None) -> EthnicGroup:
    """The group of what a practice's record says, by its words or its census letter."""
    text = " ".join(re.sub(r"[^a-z&]+", " ", (said or "").lower()).split())
    text = re.sub(r"\b(ethnic|ethnicity) (category|group)( census)?\b|\bcensus\b", " ", text) if len(text) > 1 else text
    if text in _BY_LETTER:
        return _BY_LETTER[text]
    if not text or _NOT_SAID.search(text):
        return EthnicGroup.NOT_KNOWN
    if _MIXED.search(text):
        return EthnicGroup.MIXED
    met = [group for group, words in _WORDS.items() if words.search(text)]
    named = [group for group in met if group in (EthnicGroup.ASIAN, EthnicGroup.BLACK)]
    if len(named) > 1 and re.search(r"\b(and|&)\b", text):
        return EthnicGroup.MIXED
    return met[0] if met else EthnicGroup.NOT_KNOWN
