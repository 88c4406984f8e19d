"""Recall statuses and what is done about everybody overdue: the codes SQL stores, each with its sentence."""

from enum import StrEnum

from pipeline.core.stop_reasons import StopReason


class RecallStatus(StrEnum):
    """The one status each person has as of a date. The first that holds, in this order of argument."""

    DIED = "died"
    SUPERSEDED_NUMBER = "superseded_number"
    LEFT = "left"
    TEST_NUMBER = "test_number"
    CONTRADICTION = "contradiction"
    ON_TWO_REGISTERS = "on_two_registers"
    UNDER_18 = "under_18"
    LITHIUM_ONLY = "lithium_only"
    IN_REMISSION = "in_remission"
    NO_DIAGNOSIS = "no_diagnosis"
    NEVER_CHECKED = "never_checked"
    OVERDUE = "overdue"
    DUE = "due"
    UP_TO_DATE = "up_to_date"

    @property
    def sentence(self) -> str:
        return _STATUS_SENTENCES[self]


_STATUS_SENTENCES = {
    RecallStatus.DIED: "A practice has recorded a death; either signal alone is enough.",
    RecallStatus.SUPERSEDED_NUMBER: "The NHS number was superseded: the person has their status under the new one.",
    RecallStatus.LEFT: "No practice has the person on its register any more.",
    RecallStatus.TEST_NUMBER: "An NHS number of the test range 999 among real people: nobody real has one.",
    RecallStatus.CONTRADICTION: "Extracts contradict each other about who this is; it waits for a person to settle.",
    RecallStatus.ON_TWO_REGISTERS: "Two practices have the person and it is no ordinary move; it waits for a person.",
    RecallStatus.UNDER_18: "Younger than the service's minimum age on the day of the run.",
    RecallStatus.LITHIUM_ONLY: "On the register for lithium alone: not in the population of the check.",
    RecallStatus.IN_REMISSION: "Remission recorded on or after the latest diagnosis.",
    RecallStatus.NO_DIAGNOSIS: "On the list without a diagnosis, a remission or lithium; the practice should look.",
    RecallStatus.NEVER_CHECKED: "No day on which all six elements had a result in the twelve months up to it.",
    RecallStatus.OVERDUE: "Last complete check before the extract's date less the service's years (default three).",
    RecallStatus.DUE: "Last complete check from exactly twelve months to exactly the rule's years before the extract.",
    RecallStatus.UP_TO_DATE: "Last complete check less than twelve months before the extract.",
}


class DispositionReason(StrEnum):
    """Why somebody overdue is listed, waits, or is not contacted by a provider today, besides a stop."""

    LISTED = "listed"
    REGISTER_TOO_OLD = "register_too_old"
    ACCOUNTING_FAILED = "accounting_failed"
    REGISTER_WITHDRAWN = "register_withdrawn"
    NOT_YET_LIVE = "not_yet_live"
    PRACTICE_UNKNOWN_PCN = "practice_unknown_pcn"
    PCN_NOT_IN_REGION = "pcn_not_in_region"
    NO_PROVIDER = "no_provider"
    TWO_PROVIDERS = "two_providers"
    NO_AGREEMENT = "no_agreement"
    ROUNDS_USED_UP = "rounds_used_up"
    PRACTICE_INVITED = "practice_invited"
    PCN_FULL = "pcn_full"
    PARTNER_FULL = "partner_full"
    PROVIDER_FULL = "provider_full"

    @property
    def sentence(self) -> str:
        return _DISPOSITION_SENTENCES[self]


_DISPOSITION_SENTENCES = {
    DispositionReason.LISTED: "On today's worklist of the provider that covers the practice.",
    DispositionReason.REGISTER_TOO_OLD: "The practice's newest extract is older than the region allows.",
    DispositionReason.ACCOUNTING_FAILED: "The practice's people do not add up: nobody of it is contacted.",
    DispositionReason.REGISTER_WITHDRAWN: (
        "A register of the practice was withdrawn since the plan was made: the next run plans anew."
    ),
    DispositionReason.NOT_YET_LIVE: "The service here begins later, or nobody has given its first day yet.",
    DispositionReason.PRACTICE_UNKNOWN_PCN: "The practice is in no PCN on this day.",
    DispositionReason.PCN_NOT_IN_REGION: "The practice's PCN is not in the region pack.",
    DispositionReason.NO_PROVIDER: "No provider covers the practice on this day.",
    DispositionReason.TWO_PROVIDERS: "Two providers cover the practice on this day, so neither is given its people.",
    DispositionReason.NO_AGREEMENT: "The practice has no data-sharing agreement in force with the provider.",
    DispositionReason.ROUNDS_USED_UP: "Every round was tried; the practice is asked to try until a review day.",
    DispositionReason.PRACTICE_INVITED: "The practice invited the person itself: the agreed weeks are waited for.",
    DispositionReason.PCN_FULL: "No room today: as many people of the PCN are listed as its local plan says.",
    DispositionReason.PARTNER_FULL: "No room today: the partner who works with the person has a full list.",
    DispositionReason.PROVIDER_FULL: "No room today: the provider's list is full.",
}


def disposition_sentence(code: str) -> str:
    """The sentence of a plan's reason: a stop's, or any other's."""
    of_a_stop = next((reason.sentence for reason in StopReason if reason == code), None)
    return of_a_stop or DispositionReason(code).sentence


class GateReason(StrEnum):
    """Why the send gate took a drafted letter out of its batch, besides the stops above and the statuses."""

    NO_LONGER_DUE = "no_longer_due"
    NO_STATUS = "no_status"
    MOVED_PRACTICE = "moved_practice"
    PROVIDER_CHANGED = "provider_changed"
    ADDRESS_CHANGED = "address_changed"
    CONTACTED_RECENTLY = "contacted_recently"
    CHANNEL_REFUSED = "channel_refused"
    NOT_SAFE_BY_LETTER = "not_safe_by_letter"
    NOT_TYPESET = "not_typeset"

    @property
    def sentence(self) -> str:
        return _GATE_SENTENCES[self]


_GATE_SENTENCES = {
    GateReason.NO_LONGER_DUE: "The newest plan has no letter for the person.",
    GateReason.NO_STATUS: "The person has no recall status.",
    GateReason.MOVED_PRACTICE: "The person is with another practice now.",
    GateReason.PROVIDER_CHANGED: "Another provider covers the practice now.",
    GateReason.ADDRESS_CHANGED: "The address has changed since the letter was drafted.",
    GateReason.CONTACTED_RECENTLY: "The person was contacted within the region's minimum gap.",
    GateReason.CHANNEL_REFUSED: "The person does not want letters.",
    GateReason.NOT_SAFE_BY_LETTER: "What is to be minded rules a letter out.",
    GateReason.NOT_TYPESET: "The letter has no finished PDF.",
}
