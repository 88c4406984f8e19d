"""What a list says beside its people: whom to ring, how to open a call, what people can be pointed to."""

from dataclasses import dataclass

MARK_LABELS = {"new": "New today", "carried_over": "As before", "changed": "Changed"}


@dataclass(frozen=True)
class PhoneToRing:
    """Whom to ring about what; a number that nobody gave is blank, and `words` say what to do instead."""

    label: str
    number: str
    words: str = ""


@dataclass(frozen=True)
class ServiceToPointTo:
    """What somebody can be pointed to, and through whom only, where nobody goes there by themselves."""

    name: str
    what: str
    how_to_reach: str = ""
    only_through: str = ""
    place_name: str = ""


@dataclass(frozen=True)
class ListWords:
    """The words and numbers every list carries, whoever is on it."""

    call_opening: str
    voicemail_rule: str
    phones: tuple[PhoneToRing, ...]
    services: tuple[ServiceToPointTo, ...] = ()
    # Where people can be seen, and when: a venue's name, its address and days.
    venues: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TakenBack:
    """Somebody of a list before whom nobody is to contact by it; no name where none may be shown any more."""

    worklist_item_id: str
    name: str
    listed_on: str
    why: str


NATIONAL_WORDS = ListWords(
    call_opening=(
        "Say your first name and ask for the person by name. Say nothing of why you ring, nor of any health service, "
        "until you know that you speak with them."
    ),
    voicemail_rule=(
        "Leave no message that says why you call: your first name and a number to ring back, nothing else. "
        "The same holds for whoever answers the phone or the door."
    ),
    phones=(
        PhoneToRing("Danger to life", "999", "Ring at once, before anything else. Then tell your manager."),
        PhoneToRing("In crisis, day or night", "111", "Choose option 2 for mental health."),
        PhoneToRing("Worried that somebody is being harmed", "", "Ring your organisation's safeguarding lead today."),
        PhoneToRing("A result that cannot wait", "", "Ring the person's practice, outside its hours NHS 111."),
    ),
)
