"""What an outcome changes in the database, and how all of it is taken back."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from pipeline.core.identity import opaque_id
from pipeline.core.outcome_verdict import channel_of, is_unasked
from pipeline.core.returned_outcomes import STOPS
from pipeline.core.said import Said
from pipeline.core.worklist import Outcome
from pipeline.doors import db

IN_ERROR = "entered in error"
_SETTLES = {
    Outcome.ATTENDED: "attended",
    Outcome.CHECK_DONE: "attended",
    Outcome.NOT_ATTENDED: "not_attended",
}


def keep(connection: Connection, item: Mapping[str, Any], said: Said, as_of: date) -> None:
    """Makes this what holds of the item: its contact, and what the contact booked, settled or reported."""
    contact_attempt_id = opaque_id("c", item["worklist_item_id"], said.outcome, said.contacted_on)
    db.execute(
        connection,
        "outcomes/add_attempt",
        contact_attempt_id=contact_attempt_id,
        **{name: item[name] for name in _OF_THE_ITEM},
        channel=channel_of(said, item["step"]),
        time_of_day=said.time_of_day,
        is_unasked=is_unasked(said, item["step"]),
        contacted_on=said.contacted_on,
        outcome=said.outcome,
        source=item["worklist_item_id"],
        call_back_on=said.call_back_on,
        note=said.note,
        as_of=as_of,
    )
    about = {
        "contact_attempt_id": contact_attempt_id,
        "person_id": item["person_id"],
        "contacted_on": said.contacted_on,
    }
    if said.outcome is Outcome.BOOKED:
        db.execute(connection, "outcomes/replace_appointments", **about)
        db.execute(
            connection,
            "outcomes/add_appointment",
            appointment_id=opaque_id("a", contact_attempt_id),
            contact_attempt_id=contact_attempt_id,
            held_on=said.booked_for,
            held_at=said.booked_at,
            held_where=said.booked_where,
            held_by=said.booked_with,
        )
    if said.outcome in _SETTLES:
        state = _SETTLES[said.outcome]
        db.execute(connection, "outcomes/settle_appointment", **about, state=state, why_not=said.why_not)
    if said.outcome is Outcome.CHECK_DONE:
        _report(connection, contact_attempt_id, said)
    db.execute(
        connection,
        "outcomes/hold_outcome",
        worklist_item_id=item["worklist_item_id"],
        contact_attempt_id=contact_attempt_id,
        content=json.dumps(said.content(), ensure_ascii=False),
    )


_OF_THE_ITEM = (
    *("person_id", "practice_code", "provider_code", "partner_code", "worker_code", "episode_id", "round", "step"),
)


def _report(connection: Connection, contact_attempt_id: str, said: Said) -> None:
    elements = [element for element, state in said.elements if state == "done"]
    db.execute(
        connection,
        "outcomes/add_check_report",
        check_report_id=opaque_id("k", contact_attempt_id),
        contact_attempt_id=contact_attempt_id,
        done_on=said.contacted_on,
        elements=elements if said.elements else None,
        declined_elements=[element for element, state in said.elements if state == "declined"],
        delivered_by=said.booked_with,
        results_held_by=said.results_held_by,
        results_sent_on=said.results_sent_on,
    )


def protect(
    connection: Connection,
    item: Mapping[str, Any],
    said: Said,
    stop: Outcome | None,
    as_of: date,
    *,
    of: str,
    is_set_aside: bool,
) -> None:
    """Sets at once what stops contact or a way of it, and what is to be minded, also of a row that is set aside.

    `of` is the file or decision it comes from: a refusal given again after it was taken back is a new one.
    """
    item_id = item["worklist_item_id"]
    about = {"source": item_id, "said_by": item["provider_code"]}
    on = min(said.contacted_on or as_of, as_of)
    to_person = {**about, "person_id": item["person_id"], "from_on": on}
    if stop is not None:
        db.execute(
            connection,
            "outcomes/add_stop",
            stop_id=opaque_id("s", item_id, stop, of),
            reason=STOPS[stop],
            is_set_aside=is_set_aside,
            **to_person,
        )
    if said.refuses and not is_set_aside:
        db.execute(connection, "outcomes/correct_refusals", channels=list(said.refuses), as_of=as_of, **about)
    for channel in said.refuses:
        db.execute(
            connection,
            "outcomes/add_refusal",
            channel_refusal_id=opaque_id("f", item_id, channel, of),
            channel=channel,
            is_set_aside=is_set_aside,
            **to_person,
        )
    for number, (code, words) in enumerate([(code, None) for code in said.safe_contact] + [(None, said.mind_words)]):
        if code or words:
            note_id = opaque_id("n", item_id, code or number, of)
            db.execute(connection, "outcomes/add_note", contact_note_id=note_id, code=code, words=words, **to_person)


def take_back(connection: Connection, item_id: str, as_of: date, by: str, why: str, *, but_staged: str = "") -> None:
    """Nothing that was said of the item counts any more; stops it had set are lifted by whoever says so."""
    db.execute(
        connection,
        "outcomes/take_back",
        source=item_id,
        as_of=as_of,
        lifted_by=by,
        lifted_why=why,
        but_staged_outcome_id=but_staged,
    )


def remember_taken_back(connection: Connection, item_id: str, said: Said) -> None:
    """Nothing holds of the item; the same words in another file then take back nothing that was said since."""
    content = json.dumps(said.content(), ensure_ascii=False)
    db.execute(connection, "outcomes/remember_taken_back", worklist_item_id=item_id, content=content)
