"""What a provider with a list in hand is told of somebody at once: what to do, and why, in a worker's words."""

from pipeline.core.safe_contact import SAFE_CONTACT_BY_CODE
from pipeline.core.visit_risk import VERDICT_BY_CODE

# The words of a note that a named person has read and lets workers see.
WORDS = "words_read"
_REFUSES = "refuses_"
_NEXT_LIST = "Your next list says what to do instead."
_NOT = {
    "call": ("Do not call", f"The person does not want calls. {_NEXT_LIST}"),
    "text": ("Send no text", f"The person does not want texts. {_NEXT_LIST}"),
    "visit": ("Do not visit", f"The person does not want visits. {_NEXT_LIST}"),
    "email": ("Send no email", f"The person does not want emails. {_NEXT_LIST}"),
    "letter": ("Send no letter", f"The person does not want letters. {_NEXT_LIST}"),
}


def told(reason: str, words: str | None) -> tuple[str, str]:
    """What to do and why, of a notice's reason. A reason nobody knows is told as the most careful of all."""
    if reason.startswith(_REFUSES) and reason.removeprefix(_REFUSES) in _NOT:
        return _NOT[reason.removeprefix(_REFUSES)]
    if verdict := VERDICT_BY_CODE.get(reason):
        return verdict.what_to_do, verdict.sentence
    if reason == WORDS and words:
        return "Mind", words
    minded = SAFE_CONTACT_BY_CODE.get(reason)
    if minded is None or minded is minded.ASK_FIRST:
        return "Do not contact", SAFE_CONTACT_BY_CODE["ask_first"].sentence
    return "Mind", minded.sentence
