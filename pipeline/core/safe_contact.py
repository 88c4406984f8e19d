"""What to mind when somebody is contacted: the closed list, each with its sentence and the channels it closes."""

from enum import StrEnum


class SafeContact(StrEnum):
    """A thing to mind, in the worker's words: a code, a label for the drop-down, one sentence, what it rules out."""

    label: str
    sentence: str
    closes: frozenset[str]

    def __new__(cls, code: str, label: str, sentence: str, closes: tuple[str, ...] = ()) -> "SafeContact":
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.sentence = sentence
        member.closes = frozenset(closes)
        return member

    NO_VOICEMAIL = ("no_voicemail", "No voicemail", "Leave no voicemail and no message with anybody.")
    ASK_FOR_THEM_ALONE = (
        "ask_for_them_alone",
        "Speak to them alone",
        "Say nothing to anybody else who answers; ring off if they are not alone.",
    )
    NOT_TO_THE_HOME = (
        "not_to_the_home",
        "Nothing to the home",
        "Nothing goes to the home: no letter, no visit. Somebody there must not know.",
        ("letter", "visit"),
    )
    NO_HOME_PHONE = ("no_home_phone", "Not the home phone", "Ring the mobile only: others answer the home phone.")
    PHONE_IS_SHARED = (
        "phone_is_shared",
        "Phone is shared",
        "Others read this phone: send no text, and make sure who speaks before you say more.",
        ("text",),
    )
    MORNINGS_ONLY = ("mornings_only", "Mornings only", "Contact them in the morning only.")
    AFTERNOONS_ONLY = ("afternoons_only", "Afternoons only", "Contact them in the afternoon only.")
    EVENINGS_ONLY = ("evenings_only", "Evenings only", "Contact them in the evening only.")
    THROUGH_THE_KEY_WORKER = (
        "through_the_key_worker",
        "Through the key worker",
        "Contact them through their key worker only.",
        ("letter", "text", "call", "visit", "email"),
    )


SAFE_CONTACT_BY_CODE: dict[str, SafeContact] = {str(each): each for each in SafeContact}
