"""What the Accessible Information Standard's four subsets say somebody needs: contact method, format, professional
and support (DAPB1605).

Texts come from pick lists and from people. What is not understood is a need all the same: it is kept as unread, and
whoever decides treats it as something a person must look at. A print size is exact: 24 point is met by 24, not by
"large print".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any


class Subset(StrEnum):
    """The four subsets, by the register's column that holds each."""

    CONTACT_METHOD = "contact_method"
    FORMAT = "information_format"
    PROFESSIONAL = "communication_professional"
    SUPPORT = "communication_support"


class Need(StrEnum):
    """One need of a subset."""

    CONTACT_LETTER = "contact_letter"
    CONTACT_EMAIL = "contact_email"
    CONTACT_SMS = "contact_sms"
    CONTACT_TELEPHONE = "contact_telephone"
    CONTACT_TEXT_RELAY = "contact_text_relay"
    CONTACT_VIA_CARER = "contact_via_carer"
    CONTACT_ALERT = "contact_alert"
    PRINT_16 = "print_16"
    PRINT_18 = "print_18"
    PRINT_20 = "print_20"
    PRINT_24 = "print_24"
    PRINT_28 = "print_28"
    PRINT_LARGE = "print_large"
    EASY_READ = "easy_read"
    BRAILLE_CONTRACTED = "braille_contracted"
    BRAILLE_UNCONTRACTED = "braille_uncontracted"
    BRAILLE = "braille"
    MOON = "moon"
    MAKATON = "makaton"
    AUDIO = "audio"
    BY_EMAIL = "by_email"
    ELECTRONIC = "electronic"
    SPOKEN = "spoken"
    BSL_VIDEO = "bsl_video"
    BSL_INTERPRETER = "bsl_interpreter"
    HANDS_ON_SIGNING = "hands_on_signing"
    MAKATON_SIGNER = "makaton_signer"
    LIP_SPEAKER = "lip_speaker"
    DEAFBLIND_COMMUNICATOR = "deafblind_communicator"
    SPEECH_TO_TEXT = "speech_to_text"
    SIGHTED_GUIDE = "sighted_guide"
    ADVOCATE = "advocate"
    BSL_USER = "bsl_user"
    LIP_READS = "lip_reads"
    HEARING_AID = "hearing_aid"
    COMMUNICATION_PASSPORT = "communication_passport"


_PRINT_SIZES = {16: Need.PRINT_16, 18: Need.PRINT_18, 20: Need.PRINT_20, 24: Need.PRINT_24, 28: Need.PRINT_28}
_BSL = r"(?:\bBSL\b|british sign language)"
_Words = tuple[tuple[re.Pattern[str], Need], ...]


def _words(*pairs: tuple[str, Need]) -> _Words:
    return tuple((re.compile(pattern, re.IGNORECASE), need) for pattern, need in pairs)


# Said in any column they mean a format: easy read, say, is flagged as a communication support.
_FORMAT_ANYWHERE = _words(
    (r"\beasy ?-?read\b", Need.EASY_READ),
    (r"(?<!un)(?<!non-)contracted\b.*braille|braille.*\bgrade ?(2|two|ii)\b|\bgrade ?(2|two|ii)\b.*braille",
     Need.BRAILLE_CONTRACTED),
    (r"\b(un|non-)contracted\b.*braille|braille.*\bgrade ?(1|one|i)\b|\bgrade ?(1|one|i)\b.*braille",
     Need.BRAILLE_UNCONTRACTED),
    (r"\bmoon\b", Need.MOON),
    (r"\baudio\b|cassette", Need.AUDIO),
    (r"\blarge ?-?print\b", Need.PRINT_LARGE),
)  # fmt: skip
_OF: dict[Subset, _Words] = {
    Subset.CONTACT_METHOD: _words(
        (r"\bletters?\b|\bby post\b", Need.CONTACT_LETTER),
        (r"\be-?mail\b", Need.CONTACT_EMAIL),
        (r"\bSMS\b|\btext messag\w*|\bby text\b(?! relay)|^text$", Need.CONTACT_SMS),
        (r"\btext relay\b|\btypetalk\b", Need.CONTACT_TEXT_RELAY),
        (r"\b(tele)?phone\b|\bmobile\b", Need.CONTACT_TELEPHONE),
        (r"\bcarer\b", Need.CONTACT_VIA_CARER),
        (r"\b(audible|tactile|visual) alert\b", Need.CONTACT_ALERT),
    ),
    Subset.FORMAT: _words(
        (r"\bmakaton\b", Need.MAKATON),
        (r"\be-?mail\b", Need.BY_EMAIL),
        (r"\belectronic\b|\bdownload\w*|\b(CD|DVD|USB)\b|compact disc", Need.ELECTRONIC),
        (r"\bverbal\w*|\bread out\b|\bspoken\b", Need.SPOKEN),
        (_BSL, Need.BSL_VIDEO),
    ),
    Subset.PROFESSIONAL: _words(
        (_BSL, Need.BSL_INTERPRETER),
        (r"hands-? ?on sign\w*", Need.HANDS_ON_SIGNING),
        (r"\bmakaton\b", Need.MAKATON_SIGNER),
        (r"\blip ?-?speaker\b", Need.LIP_SPEAKER),
        (r"\bdeaf ?-?blind\b", Need.DEAFBLIND_COMMUNICATOR),
        (r"speech[ -]to[ -]text", Need.SPEECH_TO_TEXT),
        (r"\bsighted guide\b", Need.SIGHTED_GUIDE),
        (r"\badvocate\b", Need.ADVOCATE),
    ),
    Subset.SUPPORT: _words(
        (_BSL, Need.BSL_USER),
        (r"\blip ?-?read\w*", Need.LIP_READS),
        (r"\bhearing aids?\b", Need.HEARING_AID),
        (r"\bcommunication passport\b", Need.COMMUNICATION_PASSPORT),
        (r"\badvocate\b", Need.ADVOCATE),
    ),
}  # fmt: skip
FORMATS = frozenset(
    {*_PRINT_SIZES.values(), Need.BRAILLE, *(need for _, need in (*_FORMAT_ANYWHERE, *_OF[Subset.FORMAT]))}
)
CONTACT_METHODS = frozenset(need for _, need in _OF[Subset.CONTACT_METHOD])
PROFESSIONALS = frozenset(need for _, need in _OF[Subset.PROFESSIONAL])
_POINTS = re.compile(r"\b(\d+(?:\.\d+)?)[ -]?(?:point|pt)s?\b", re.IGNORECASE)
_NOT = re.compile(r"\b(no|not|never|without|declin\w*|refus\w*|stop|don.?t|dissent\w*|except)\b", re.IGNORECASE)
# Longer is a note that somebody must read, and searching it would take long.
_LONGEST = 500
_NOTHING = re.compile(
    r"^\W*(none|nil|no|n/?a|not applicable|none recorded|no needs|standard print)?\W*$", re.IGNORECASE
)


@dataclass(frozen=True)
class CommunicationNeeds:
    """Everything somebody is recorded to need, and in which subsets something stands that was not understood."""

    needs: frozenset[Need]
    unread: frozenset[Subset]

    @property
    def print_point(self) -> int | None:
        """The smallest print they can read, in points; the largest where several are recorded."""
        return max((size for size, need in _PRINT_SIZES.items() if need in self.needs), default=None)


def read_needs(person: Mapping[str, Any]) -> CommunicationNeeds:
    """The needs in a person's four columns; a column the mapping lacks says nothing."""
    needs: set[Need] = set()
    unread: set[Subset] = set()
    for subset in Subset:
        found, is_understood = read_subset(subset, person.get(subset) or "")
        needs |= found
        if not is_understood:
            unread.add(subset)
    return CommunicationNeeds(frozenset(needs), frozenset(unread))


@lru_cache(maxsize=4_096)
def read_subset(subset: Subset, text: str) -> tuple[frozenset[Need], bool]:
    """The needs one column's text names, and whether all of it was understood.

    Several needs are parted by semicolons, commas or bars. A negation is never guessed at: it is not understood.
    """
    needs: set[Need] = set()
    is_understood = True
    for part in re.split(r"[;,|]", text):
        if len(part) > _LONGEST:
            is_understood = False
            continue
        if _NOTHING.match(part):
            continue
        found = set() if _NOT.search(part) else _found(subset, part)
        needs |= found
        is_understood &= bool(found)
    return frozenset(needs), is_understood


def _found(subset: Subset, part: str) -> set[Need]:
    found = {need for pattern, need in (*_FORMAT_ANYWHERE, *_OF[subset]) if pattern.search(part)}
    sizes = [float(size) for size in _POINTS.findall(part)]
    if any(size not in _PRINT_SIZES for size in sizes):
        # No letter is set in 22 point: which size would do is for a person to ask.
        return set()
    found |= {_PRINT_SIZES[int(size)] for size in sizes}
    if sizes:
        found.discard(Need.PRINT_LARGE)
    if "braille" in part.lower() and not found & {Need.BRAILLE_CONTRACTED, Need.BRAILLE_UNCONTRACTED}:
        found.add(Need.BRAILLE)
    return found
