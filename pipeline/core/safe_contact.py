"""What to mind when somebody is contacted: the closed list, each with its sentence and the channels it closes."""

from enum import StrEnum

_EVERY_WAY = ("letter", "text", "call", "visit", "email")


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
    TEXT_BEFORE_CALLING = (
        "text_before_calling",
        "Text before you call",
        "They answer no unknown number: text your first name and when you will ring, nothing else.",
    )
    MORNINGS_ONLY = ("mornings_only", "Mornings only", "Contact them in the morning only.")
    AFTERNOONS_ONLY = ("afternoons_only", "Afternoons only", "Contact them in the afternoon only.")
    EVENINGS_ONLY = ("evenings_only", "Evenings only", "Contact them in the evening only.")
    GIVE_TIME = ("give_time", "Give them time", "Let it ring long, speak slowly, and go on another day if they wish.")
    INTERPRETER_FIRST = (
        "interpreter_first",
        "Interpreter first",
        "Have the interpreter with you before you begin; nobody of the family interprets.",
    )
    WANTS_A_WOMAN = ("wants_a_woman", "Asks for a woman", "They speak with a woman only: pass this on to a colleague.")
    WANTS_A_MAN = ("wants_a_man", "Asks for a man", "They speak with a man only: pass this on to a colleague.")
    TWO_WORKERS = (
        "go_in_twos",
        "Go in twos",
        "Meet them only with a second worker; ask the practice or key worker about the risk.",
    )
    DOG_AT_HOME = ("dog_at_home", "Dog at home", "There is a dog: ring before you come and ask to keep it apart.")
    MEET_ELSEWHERE = (
        "meet_elsewhere",
        "Meet away from home",
        "Do not come to the home; offer another place of their choice.",
        ("visit",),
    )
    THROUGH_A_CARER = (
        "through_a_carer",
        "Through carer or advocate",
        "Contact them through their carer, advocate or attorney only. The practice says who that is and what they may "
        "be told.",
        _EVERY_WAY,
    )
    THROUGH_THE_KEY_WORKER = (
        "through_the_key_worker",
        "Through the key worker",
        "Contact them through their key worker only.",
        _EVERY_WAY,
    )
    # Also what stands in a list while words about somebody wait to be read.
    ASK_FIRST = (
        "ask_first",
        "Ask first",
        "Do not contact them before the practice, the key worker or the service's lead has said how.",
        _EVERY_WAY,
    )


SAFE_CONTACT_BY_CODE: dict[str, SafeContact] = {str(each): each for each in SafeContact}


def chosen(said: str) -> SafeContact | None:
    """The thing to mind that somebody names, `no-voicemail` too; None where the closed list has none."""
    return SAFE_CONTACT_BY_CODE.get(said.strip().lower().replace("-", "_"))
