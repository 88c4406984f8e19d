"""Letters: drafted for whom they suit, released only by a person, and never past a stop."""

import hashlib
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from pipeline.errors import DecideDifferently
from pipeline.steps import letters, reconcile
from pipeline.steps.letters import Release
from tests.factories import AS_OF, OTHER_PRACTICE, Service, checked, row, send

BEFORE = AS_OF - timedelta(days=7)


def draft(service: Service, folder: Path, as_of: date = AS_OF) -> dict[str, int]:
    service.plan(as_of)
    letters.draft_letters(service.connection, service.settings, as_of, service.region)
    return letters.typeset_drafts(service.connection, service.settings, folder, as_of)


def release(service: Service, as_of: date = AS_OF, by: str = "A. Brill", why: str = "read ten of them") -> Release:
    return letters.release_letters(service.connection, service.settings, as_of, service.region, by, why)


def addressees(service: Service, state: str) -> set[str]:
    return {r.person_id for r in service.rows("select person_id from letter where state = :state", state=state)}


def test_one_letter_is_drafted_for_each_whose_next_step_is_one_and_for_nobody_else(
    service: Service, tmp_path: Path
) -> None:
    service.take_in(
        [
            row(1),
            row(2),
            row(3, refuses_outreach="Y"),
            row(4, is_restricted="Y"),
            row(5, information_format="Requires information in Easy read"),
            row(6, **checked(AS_OF)),
            row(7, died_on="01/11/2026"),
            row(8, postcode="ZZ99 3VZ"),
        ]
    )
    assert draft(service, tmp_path) == {"draft": 2}
    assert addressees(service, "draft") == {service.person(1), service.person(2)}
    assert service.value("select count(*) from contact_attempt") == 0, "a draft is no contact"
    assert draft(service, tmp_path) == {"draft": 2}, "drafted again, no more of them"


@pytest.mark.parametrize(("by", "why"), [("", "read them"), ("A. Brill", " "), ("  ", "")])
def test_nothing_is_released_without_a_name_and_a_reason(service: Service, tmp_path: Path, by: str, why: str) -> None:
    service.take_in([row(1)])
    draft(service, tmp_path)
    with pytest.raises(DecideDifferently, match="name of who decided"):
        release(service, by=by, why=why)
    assert addressees(service, "draft") == {service.person(1)}


def test_a_release_is_recorded_with_its_name_reason_and_contacts(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1), row(2)])
    draft(service, tmp_path)
    assert release(service) == Release(2, ())
    (batch,) = service.rows("select state, released_by, released_why, released_on from letter_batch")
    assert tuple(batch) == ("released", "A. Brill", "read ten of them", AS_OF)
    contacts = service.rows("select person_id, channel, outcome, contacted_on from contact_attempt")
    assert {tuple(c) for c in contacts} == {(service.person(n), "letter", "sent", AS_OF) for n in (1, 2)}


def test_a_release_of_what_was_released_does_nothing(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1)])
    draft(service, tmp_path)
    release(service)
    with pytest.raises(DecideDifferently, match="No letters wait"):
        release(service)
    assert draft(service, tmp_path) == {"released": 1}, "nor does the day run again draft a second letter"
    with pytest.raises(DecideDifferently, match="No letters wait"):
        release(service)
    assert service.value("select count(*) from contact_attempt") == 1


def test_the_database_itself_refuses_a_second_letter_of_a_step(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1)])
    draft(service, tmp_path)
    release(service)
    copy = "insert into letter select 'other', letter_batch_id, person_id, practice_code, episode_id, round, step, "
    with pytest.raises(IntegrityError, match="one_letter_a_step"):
        service.run(copy + "state, state_reason, content, data_sha256, pdf_sha256, page_count from letter")


def now_sends(rows: list[dict[str, str]]) -> Callable[[Service], None]:
    """The practice's next extract is reconciled, and nobody has run the rest of the day."""

    def do(service: Service) -> None:
        send(service.inbox, rows)
        service.land()
        reconcile.reconcile(service.connection)

    return do


def has_stop(reason: str) -> Callable[[Service], None]:
    return lambda service: service.stop(1, reason)


def flagged(then: Callable[[Service], None]) -> Callable[[Service], None]:
    def do(service: Service) -> None:
        then(service)
        service.flag()

    return do


def moved_practice(service: Service) -> None:
    now_sends([row(2)])(service)
    service.take_in([row(1)], practice=OTHER_PRACTICE)
    service.flag()


def ran(statement: str) -> Callable[[Service], None]:
    return lambda service: service.run(statement, who=service.person(1))


def invited_by_the_practice(service: Service) -> None:
    service.run(
        "update region_version set content = jsonb_set(content, '{local_plans}', "
        "jsonb_build_array(jsonb_build_object('pcn_code', 'U90001', 'weeks_after_invitation', 4)))"
    )
    service.run("update registration set last_invited_on = '2026-11-18' where person_id = :who", who=service.person(1))


BETWEEN = {
    "died, says the practice": (now_sends([row(1, died_on="19/11/2026"), row(2)]), "died"),
    "restricted": (now_sends([row(1, is_restricted="Y"), row(2)]), "is_restricted"),
    "not to be shared": (now_sends([row(1, is_not_to_be_shared="Y"), row(2)]), "is_not_to_be_shared"),
    "refused, says the practice": (now_sends([row(1, refuses_outreach="Y"), row(2)]), "refuses_outreach"),
    "died, says a worker": (has_stop("reported_dead"), "reported_dead"),
    "declined the service": (has_stop("declined_service"), "declined_service"),
    "moved away, says a worker": (has_stop("moved_away"), "moved_away"),
    "paused": (has_stop("inpatient"), "inpatient"),
    "row set aside": (now_sends([row(1, born_on=""), row(2)]), "row_set_aside"),
    "contradiction": (now_sends([row(1, born_on="05/04/1980"), row(2)]), "contradiction"),
    "left": (now_sends([row(2)]), "left"),
    "deducted": (now_sends([row(1, deregistered_on="01/11/2026"), row(2)]), "left"),
    "moved to another practice": (moved_practice, "moved_practice"),
    "moved house": (now_sends([row(1, address_1="9 Fennel Row"), row(2)]), "address_changed"),
    "needs large print by now": (
        now_sends([row(1, information_format="Requires written information in at least 24 point sans serif"), row(2)]),
        "needs_other_format",
    ),
    "needs an interpreter by now": (now_sends([row(1, is_interpreter_needed="Y"), row(2)]), "needs_other_language"),
    "checked, and flagged": (flagged(now_sends([row(1, **checked(AS_OF)), row(2)])), "up_to_date"),
    "agreement ended": (
        ran("update sharing_agreement set to_on = '2026-11-19' where practice_code = 'Z90001'"),
        "no_agreement",
    ),
    "practice no longer known": (
        lambda service: service.run("update practice_pcn set to_on = '2026-11-19' where practice_code = 'Z90001'"),
        "practice_unknown_pcn",
    ),
    "held back by the accounting": (
        ran(
            "update plan_item set disposition = 'stopped', disposition_reason = 'accounting_failed', next_step = null "
            "where person_id = :who"
        ),
        "accounting_failed",
    ),
    "not in the plan": (ran("delete from plan_item where person_id = :who"), "no_longer_due"),
    "called yesterday": (lambda service: service.contact(1, "no_response", 1), "contacted_recently"),
    "refuses letters": (
        ran(
            "insert into channel_refusal (channel_refusal_id, person_id, channel, from_on, said_by, source) "
            "values ('r1', :who, 'letter', '2026-11-20', 'worker', 'phone')"
        ),
        "channel_refused",
    ),
    "somebody at home must not know": (
        ran(
            "insert into contact_note (contact_note_id, person_id, code, from_on, said_by, source) "
            "values ('n1', :who, 'not_to_the_home', '2026-11-20', 'worker', 'phone')"
        ),
        "not_safe_by_letter",
    ),
    "invited by the practice itself": (invited_by_the_practice, "practice_invited"),
    "the PDF was never made": (ran("update letter set pdf_sha256 = null where person_id = :who"), "not_typeset"),
}  # fmt: skip


@pytest.mark.parametrize(("happens", "reason"), BETWEEN.values(), ids=BETWEEN.keys())
def test_the_send_gate_takes_out_whoever_may_no_longer_be_written_to(
    service: Service, tmp_path: Path, happens: Callable[[Service], None], reason: str
) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    draft(service, tmp_path)
    happens(service)
    done = release(service)
    whole_practice = reason in ("no_agreement", "practice_unknown_pcn")
    taken_out = {1, 2} if whole_practice else {1}
    found = {r.person_id: r.state_reason for r in service.rows("select * from letter where state = 'cancelled'")}
    assert found == {service.person(n): reason for n in taken_out}
    assert done.released == 2 - len(taken_out)
    assert {why for _, why in done.taken_out} == {reason}
    assert service.value("select count(*) from contact_attempt where channel = 'letter'") == done.released


@pytest.mark.parametrize(
    "said",
    [
        {"is_unasked": False},
        {"channel": "practice"},
        {"outcome": "asked_others"},
        {"outcome": "entered_in_error"},
        {"contacted_on": AS_OF - timedelta(days=7)},
    ],
)
def test_what_is_no_approach_or_long_enough_ago_keeps_no_letter_back(
    service: Service, tmp_path: Path, said: dict[str, object]
) -> None:
    service.take_in([row(1)], BEFORE)
    draft(service, tmp_path)
    service.contact(1, "no_response", 1)
    service.run(f"update contact_attempt set {', '.join(f'{name} = :{name}' for name in said)}", **said)
    assert release(service).released == 1


def test_the_second_letter_has_its_own_template_batch_and_place_in_the_round(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    service.plan()
    for outcome, days_ago, channel in (
        ("sent", 60, "letter"),
        ("no_response", 50, "call"),
        ("no_response", 40, "call"),
    ):
        service.contact(1, outcome, days_ago, channel)
    assert draft(service, tmp_path) == {"draft": 2}
    found = service.rows(
        "select person_id, round, step, template from letter inner join letter_batch using (letter_batch_id)"
    )
    assert {tuple(each) for each in found} == {
        (service.person(1), 1, "letter_again", "second-invitation/en.standard"),
        (service.person(2), 1, "letter", "first-invitation/en.standard"),
    }
    assert release(service) == Release(2, ())
    contact = service.rows(
        "select round, step from contact_attempt where person_id = :w and contacted_on = :d",
        w=service.person(1),
        d=AS_OF,
    )
    assert [tuple(each) for each in contact] == [(1, "letter_again")]
    assert letters.write_released(service.connection, service.settings, tmp_path, AS_OF) == 2


def test_a_new_round_writes_its_own_first_letter(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1)], BEFORE)
    draft(service, tmp_path, BEFORE)
    release(service, BEFORE)
    service.run("update contact_attempt set contacted_on = '2025-01-06'")
    service.contact(1, "declined_check", 400)
    assert draft(service, tmp_path) == {"draft": 1}
    assert release(service).released == 1
    found = service.rows("select round, step from letter where state = 'released' order by round")
    assert [tuple(each) for each in found] == [(1, "letter"), (2, "letter")]


def test_a_refusal_after_the_release_and_before_the_writing_keeps_the_letter_back(
    service: Service, tmp_path: Path
) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    draft(service, tmp_path)
    assert release(service).released == 2
    BETWEEN["refuses letters"][0](service)
    assert letters.write_released(service.connection, service.settings, tmp_path, AS_OF) == 1
    found = service.rows("select state_reason from letter where person_id = :who", who=service.person(1))
    assert [each.state_reason for each in found] == ["channel_refused"]
    assert service.value("select count(*) from contact_attempt where person_id = :who", who=service.person(1)) == 0


def test_a_batch_released_weeks_later_is_stopped_by_the_age_of_the_register(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1)])
    draft(service, tmp_path)
    late = release(service, AS_OF + timedelta(days=36))
    assert (late.released, [why for _, why in late.taken_out]) == (0, ["register_too_old"])


def test_a_batch_is_not_released_as_of_a_day_before_it_was_drafted(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1)], BEFORE)
    draft(service, tmp_path)
    with pytest.raises(DecideDifferently, match="drafted after"):
        release(service, AS_OF - timedelta(days=1))


def test_a_day_s_drafts_that_nobody_approved_give_way_to_the_next_day_s(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    draft(service, tmp_path, AS_OF - timedelta(days=1))
    service.take_in([row(2)], AS_OF)
    draft(service, tmp_path)
    assert addressees(service, "cancelled") == {service.person(1)}
    assert release(service).released == 1
    states = service.rows("select as_of, state from letter_batch order by as_of")
    assert [tuple(s) for s in states] == [(AS_OF - timedelta(days=1), "superseded"), (AS_OF, "released")]


def test_a_letter_that_cannot_be_printed_becomes_a_worker_s_task_the_same_day(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1, given_name="Ada\U0001f600"), row(2)])
    assert draft(service, tmp_path) == {"draft": 1, "unprintable": 1}
    (plan,) = service.rows("select * from plan_item where person_id = :who", who=service.person(1))
    assert (plan.disposition, plan.next_step, plan.next_step_reason) == ("listed", "other_way", "letter_unprintable")
    assert release(service).released == 1
    assert draft(service, tmp_path)["unprintable"] == 1, "and stays one when the day is run again"


def test_what_is_written_after_the_release_is_what_was_approved_and_is_written_once(
    service: Service, tmp_path: Path
) -> None:
    service.take_in([row(1), row(2)])
    draft(service, tmp_path)
    folder = tmp_path / AS_OF.isoformat() / "letters" / "alder"
    approved = {path.name: path.read_bytes() for path in (folder / "draft").glob("*.pdf")}
    release(service)
    assert letters.write_released(service.connection, service.settings, tmp_path, AS_OF) == 2
    written = {path.name: path.read_bytes() for path in (folder / "released").glob("*.pdf")}
    assert written == approved
    assert len(written) == 2
    recorded = {r.letter_id: r.pdf_sha256 for r in service.rows("select * from letter")}
    assert {name.removesuffix(".pdf"): hashlib.sha256(pdf).hexdigest() for name, pdf in written.items()} == recorded
    assert list((folder / "draft").glob("*.pdf")) == [], "no draft is left to be posted by mistake"
    for path in (folder / "released").glob("*.pdf"):
        path.unlink()
    assert letters.write_released(service.connection, service.settings, tmp_path, AS_OF) == 0
    assert list((folder / "released").glob("*.pdf")) == [], "what the printer collected does not come back"


def test_a_manifest_names_the_letters_and_nobody(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1), row(2)])
    draft(service, tmp_path)
    manifest = (tmp_path / AS_OF.isoformat() / "letters/alder/draft/manifest.csv").read_text()
    ids = sorted(r.letter_id for r in service.rows("select letter_id from letter"))
    assert [line.split(",")[0] for line in manifest.splitlines()[1:]] == ids
    for secret in ("Brackwell", "Ada", "Fennel", "BB11", row(1)["nhs_number"]):
        assert secret not in manifest
