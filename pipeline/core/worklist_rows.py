"""One row of a list made of what the database knows: the least a worker needs, and no way of contact that is closed."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from pipeline.core.contact_policy import Step, StepReason
from pipeline.core.identity import opaque_id
from pipeline.core.letter_choice import full_name
from pipeline.core.priority_reasons import worker_sentence
from pipeline.core.safe_contact import SAFE_CONTACT_BY_CODE, SafeContact
from pipeline.core.worklist import CHANNELS, ELEMENTS, OUTCOME_BY_CODE, QUIET_STEPS, TIMES_OF_DAY, Outcome, WorklistRow

# What left the tool by phone is not spread by a list.
_PASSED_ON = (Outcome.SAFEGUARDING, Outcome.URGENT_RESULT)
_ON_VISITS = {"two_workers": "A visit only with two workers.", "no_visit": "No visits."}
_PLAN_STEPS = (Step.AGREE_PLAN, Step.REVIEW_PLAN)


def worklist_row(person: Mapping[str, Any], as_of: date) -> WorklistRow:
    """The row of somebody listed.

    While a letter is on its way nobody contacts them: the row then has no address and no number, and is there for
    whoever rings us.
    """
    closed = _closed(person)
    is_quiet = person["step"] in QUIET_STEPS
    return WorklistRow(
        worklist_item_id=opaque_id("w", as_of, person["provider_code"], person["person_id"]),
        rank=person["rank"],
        band=person["band"] or 0,
        pcn_code=person["pcn_code"],
        pcn_name=person["pcn_name"],
        practice_name=person["practice_name"],
        name=full_name(person),
        preferred_name=person["preferred_name"] or "",
        address="" if is_quiet or {"letter", "visit"} <= closed else _address(person),
        phone_mobile="" if is_quiet or {"call", "text"} <= closed else person["phone_mobile"] or "",
        phone_home="" if is_quiet or _is_home_phone_closed(person, closed) else person["phone_home"] or "",
        email="" if is_quiet or "email" in closed else person["email"] or "",
        language=person["language"] or "",
        needs=_needs(person),
        key_worker=person["key_worker"] or "",
        what_to_do=_what_to_do(person),
        why=worker_sentence(person["reasons"], person["last_element_on"], as_of) if person["reasons"] else "",
        tried="; ".join(_tried(contact) for contact in person["tried"]),
        place_code=person["place_code"] or "",
        partner_code=person["partner_code"] or "",
        worker_code=person["worker_code"] or "",
        step=person["step"] or "",
        round=person["round"],
        safe_contact=_to_mind(person),
        appointment=_appointment(person) if person["appointment_state"] == "booked" else "",
        missing=_missing(person),
        has_plan_rows=_has_plan_rows(person),
    )


def _closed(person: Mapping[str, Any]) -> set[str]:
    closed = set(person["refused_channels"])
    for code in person["minded_codes"]:
        closed |= SAFE_CONTACT_BY_CODE.get(code, SafeContact.ASK_FIRST).closes
    return closed


def _is_home_phone_closed(person: Mapping[str, Any], closed: Collection[str]) -> bool:
    return "call" in closed or SafeContact.NO_HOME_PHONE in person["minded_codes"]


def _address(person: Mapping[str, Any]) -> str:
    lines = [person[f"address_{number}"] for number in range(1, 6)] + [person["postcode"]]
    return ", ".join(line for line in lines if line)


def _needs(person: Mapping[str, Any]) -> str:
    said = [
        "interpreter needed" if person["is_interpreter_needed"] else None,
        person["contact_method"],
        person["information_format"],
        person["communication_professional"],
        person["communication_support"],
    ]
    return "; ".join(need for need in said if need)


def _what_to_do(person: Mapping[str, Any]) -> str:
    said = [StepReason(person["step_reason"]).sentence]
    if person["time_of_day"]:
        said.append(f"Best tried in the {person['time_of_day']}.")
    if person["also_reason"]:
        said.append(StepReason(person["also_reason"]).sentence)
    return " ".join(said)


def _to_mind(person: Mapping[str, Any]) -> str:
    known = [SAFE_CONTACT_BY_CODE[code].sentence for code in person["minded_codes"] if code in SAFE_CONTACT_BY_CODE]
    refused = [CHANNELS[channel].lower() for channel in CHANNELS if channel in person["refused_channels"]]
    if refused:
        known.append(f"Does not want: {', '.join(refused)}.")
    on_visits = _ON_VISITS.get(person["visit_verdict"] or "")
    return " ".join([*known, *([on_visits] if on_visits else []), *person["minded_words"]])


def _appointment(person: Mapping[str, Any]) -> str:
    day = f"{person['held_on']:%d/%m/%Y}" if person["held_on"] else "day not told"
    at = f" at {person['held_at']}" if person["held_at"] else ""
    place = [person["held_where"] or "", f"with {person['held_by']}" if person["held_by"] else ""]
    return ", ".join([day + at, *filter(None, place)])


def _missing(person: Mapping[str, Any]) -> str:
    """What a booked check is for, or a part-done one still lacks. One of which nobody told the parts was whole."""
    if person["is_check_untold"] or not (person["appointment_state"] == "booked" or person["is_check_reported"]):
        return ""
    lacking = [label for element, label in ELEMENTS.items() if element in _lacking(person)]
    return ", ".join(lacking)


def _lacking(person: Mapping[str, Any]) -> set[str]:
    return set(person["lacking"]) - set(person["done_elements"])


def _has_plan_rows(person: Mapping[str, Any]) -> bool:
    is_seen = person["appointment_state"] is not None or person["is_check_reported"]
    return is_seen or person["has_plan"] or person["step"] in _PLAN_STEPS


def _tried(contact: Mapping[str, Any]) -> str:
    when = date.fromisoformat(contact["on"]).strftime("%d/%m/%Y")
    hour = TIMES_OF_DAY.get(contact["time_of_day"] or "", "").lower()
    again = f" (round {contact['round']})" if contact["round"] > 1 else ""
    if contact["outcome"] == "sent":
        return f"{contact['channel']} sent {when}{again}"
    outcome = OUTCOME_BY_CODE[contact["outcome"]]
    came_of_it = "passed on by phone" if outcome in _PASSED_ON else outcome.label.lower()
    how = CHANNELS.get(contact["channel"], "Contact").lower()
    return f"{' '.join(filter(None, (how, when, hour)))}{again}: {came_of_it}"
