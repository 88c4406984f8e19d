"""What follows from a withdrawal: what is taken in again, refused, planned anew, and named because it is outside."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.core.arrivals import Arrival
from pipeline.errors import DecideDifferently
from pipeline.steps import reconcile
from pipeline.steps.answers import write_answers
from pipeline.steps.held import refuse_extract, release_extract
from pipeline.steps.letters import draft_letters, release_letters, typeset_drafts
from pipeline.steps.updates import propose_updates, write_practice_files
from pipeline.steps.worklists import issue_worklists, write_worklists
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, checked, row, send
from tests.steps.withdrawals import (
    ANCHOR,
    BY,
    CHECKED,
    FIRST,
    LAST_JUNE,
    LONG_AGO,
    MISTAKE,
    SINCE,
    WHY,
    Sent,
    believed,
    full,
    look_again,
    take_in,
    withdraw,
)


def everything(service: Service, day: date, folder: Path) -> None:
    """The rest of a day after the register: plan, drafts, updates."""
    service.plan(day)
    draft_letters(service.connection, service.settings, day, service.region)
    typeset_drafts(service.connection, service.settings, folder, day)
    propose_updates(service.connection, day)


def test_what_was_applied_on_top_is_taken_in_again_and_keeps_its_counts(service: Service) -> None:
    take_in(service, CHECKED)
    mistake = take_in(service, full(row(3), on=MISTAKE))
    since = take_in(service, replace(CHECKED, on=SINCE))
    done, again = withdraw(service, mistake)
    assert (done.extract_id, done.practice_code, done.extract_on, done.people) == (mistake, PRACTICE, MISTAKE, 3)
    assert [(each.applied.extract_id, each.fate) for each in again] == [(since, "accepted")]
    assert service.changes() == {}, "nothing changed between the two that count"
    assert service.value("select rows_landed from extract where extract_id = :x", x=since) == 3


def test_who_withdrew_it_when_and_why_is_kept_beside_its_counts(service: Service) -> None:
    mistake = take_in(service, full(row(1)))
    withdraw(service, mistake)
    (extract,) = service.rows("select fate, fate_reason, rows_read, rows_landed, extract_on from extract")
    assert tuple(extract) == ("withdrawn", "withdrawn", 2, 2, AS_OF)
    (decided,) = service.rows("select decision, decided_by, why, decided_on, extract_id from extract_decision")
    assert tuple(decided) == ("withdraw", BY, WHY, AS_OF, mistake)


def test_the_same_bytes_are_not_taken_in_again_unless_somebody_releases_them(service: Service) -> None:
    mistake = take_in(service, full(row(1)))
    withdraw(service, mistake)
    look_again(service)
    assert service.value("select count(*) from registration") == 0
    with pytest.raises(DecideDifferently, match="was withdrawn by"):
        refuse_extract(service.connection, mistake, BY, WHY, AS_OF)
    released = release_extract(service.connection, mistake, BY, "it was right after all", AS_OF)
    assert (released.extract_id, released.is_landed) == (mistake, False)
    with pytest.raises(DecideDifferently, match="already released"):
        release_extract(service.connection, mistake, BY, WHY, AS_OF)
    look_again(service)
    assert service.value("select count(*) from registration") == 2
    assert service.value("select fate from extract") == "accepted"
    withdraw(service, mistake)
    assert service.value("select count(*) from registration") == 0


def test_a_released_file_that_is_withdrawn_and_released_again_is_judged_by_the_first_release(service: Service) -> None:
    files = [Sent([row(n) for n in range(1, 31)], FIRST), Sent([row(n) for n in range(1, 11)], MISTAKE)]
    _, shrunken = (take_in(service, sent) for sent in files)
    release_extract(service.connection, shrunken, BY, "they merged", AS_OF)
    reconcile.reconcile(service.connection)
    withdraw(service, shrunken)
    assert service.value("select count(*) from registration where state = 'registered'") == 30
    release_extract(service.connection, shrunken, BY, "they did merge", AS_OF)
    look_again(service)
    assert service.value("select count(*) from registration where state = 'registered'") == 10


def test_whoever_it_had_marked_as_protected_is_not_any_more_and_has_no_address_until_the_next_register(
    service: Service,
) -> None:
    take_in(service, full(row(1), row(2), on=FIRST))
    mistake = take_in(service, full(row(1, is_restricted="Yes"), row(2), on=MISTAKE))
    assert service.value("select count(*) from overwritten_registration where said ? 'is_restricted'") == 1
    assert service.value("select count(*) from overwritten_registration where said ? 'postcode'") == 0
    done, _ = withdraw(service, mistake)
    assert done.people_protected == 1
    found = service.rows("select person_id, is_restricted, postcode from registration")
    assert {tuple(each) for each in found} == {
        (service.person(1), False, None), (service.person(2), False, "BB11 1AA"),
        (service.person(ANCHOR), False, "BB11 1AA"),
    }  # fmt: skip
    take_in(service, full(row(1), row(2)))
    assert service.value("select count(*) from registration where postcode is null") == 0


def test_whom_only_it_knew_has_no_status_no_episode_and_no_place_on_the_next_plan(
    service: Service, tmp_path: Path
) -> None:
    take_in(service, full(row(1), on=FIRST))
    mistake = take_in(service, full(row(1), row(2), on=MISTAKE))
    everything(service, MISTAKE, tmp_path)
    assert service.planned(2)[0] == "listed"
    withdraw(service, mistake)
    assert service.rows("select state, state_reason from letter where state <> 'cancelled'") == []
    everything(service, AS_OF, tmp_path)
    assert (service.status(2), service.planned(2)) == ("", ("", "", None))
    assert service.rows(
        "select close_reason from episode where person_id = :p and closed_on is not null", p=service.person(2)
    ) == [("no_status",)]
    assert service.planned(1)[0] == "listed"
    drafted = service.rows("select person_id from letter where state = 'draft'")
    assert [each.person_id for each in drafted] == [service.person(1)]


def test_whom_only_it_knew_may_be_brought_by_another_file_with_another_date_of_birth(
    service: Service, tmp_path: Path
) -> None:
    mistake = take_in(service, full(row(2, born_on="05/05/1980"), on=MISTAKE))
    everything(service, MISTAKE, tmp_path)
    withdraw(service, mistake)
    take_in(service, full(row(2), practice=OTHER_PRACTICE))
    assert service.value("select count(*) from staged_change") == 0
    service.plan()
    assert service.status(2) == "never_checked"


def test_a_draft_that_rests_on_it_cannot_be_released_before_the_next_plan(service: Service, tmp_path: Path) -> None:
    take_in(service, full(row(1, **checked(LAST_JUNE)), on=FIRST))
    mistake = take_in(service, full(row(1)))
    everything(service, AS_OF, tmp_path)
    assert service.value("select count(*) from letter where state = 'draft'") == 1
    withdraw(service, mistake)
    draft_letters(service.connection, service.settings, AS_OF, service.region)
    typeset_drafts(service.connection, service.settings, tmp_path, AS_OF)
    assert service.planned(1)[:2] == ("stopped", "register_withdrawn")
    done = release_letters(service.connection, service.settings, AS_OF, service.region, BY, "read them")
    assert (done.released, done.taken_out) == (0, ())
    assert service.rows("select state_reason from letter") == [("register_withdrawn",)]


def test_released_letters_and_answers_are_named_and_stay_on_record(service: Service, tmp_path: Path) -> None:
    take_in(service, full(row(1), on=FIRST))
    mistake = take_in(service, full(row(1), row(2), row(3), on=MISTAKE))
    everything(service, AS_OF, tmp_path)
    release_letters(service.connection, service.settings, AS_OF, service.region, BY, "read them")
    service.contact(2, "no_response", 0)
    (letter, other) = service.rows(
        "select letter_id from letter where person_id = any(:p) order by letter_id",
        p=[service.person(2), service.person(3)],
    )
    done, _ = withdraw(service, mistake)
    released = f"{AS_OF}/letters/alder/released"
    assert done.outside.letters == ((letter.letter_id, released), (other.letter_id, released))
    assert done.outside.answers == 1
    everything(service, AS_OF, tmp_path)
    assert service.value("select count(*) from letter where state = 'released'") == 3
    assert service.value("select count(*) from contact_attempt") == 4


def test_an_episode_that_a_check_in_it_had_ended_goes_on(service: Service) -> None:
    take_in(service, full(row(1), on=FIRST))
    service.plan(FIRST)
    (before,) = service.rows("select episode_id from episode where person_id = :p", p=service.person(1))
    mistake = take_in(service, full(row(1, **checked(LAST_JUNE)), on=MISTAKE))
    service.plan(MISTAKE)
    assert service.value("select close_reason from episode where person_id = :p", p=service.person(1)) == "up_to_date"
    withdraw(service, mistake)
    service.plan()
    found = service.rows("select episode_id, closed_on from episode where person_id = :p", p=service.person(1))
    assert found == [(before.episode_id, None)]


def test_what_a_practice_was_not_told_yet_is_not_told(service: Service) -> None:
    take_in(service, full(row(1), on=FIRST))
    mistake = take_in(service, full(row(1, born_on=""), row(4, is_restricted="Yes")))
    service.plan()
    assert propose_updates(service.connection, AS_OF) == 2
    assert propose_updates(service.connection, AS_OF) == 0
    service.run("update register_update set sent_as_of = :day where kind = 'row_set_aside'", day=MISTAKE)
    withdraw(service, mistake)
    service.plan()
    propose_updates(service.connection, AS_OF)
    assert service.rows("select kind from register_update") == [("row_set_aside",)], "what was sent stays on record"


def test_one_whose_replaced_rows_are_no_longer_kept_is_refused_with_what_to_ask_for(service: Service) -> None:
    mistake = take_in(service, full(row(1)))
    service.run("delete from reconciled_extract where reconciled_on <= :day", day=AS_OF)
    with pytest.raises(DecideDifferently, match=f"too long ago.* Ask {PRACTICE} for a fresh full extract"):
        withdraw(service, mistake)


def test_one_under_others_whose_files_are_gone_is_refused_until_these_are_out_too(service: Service) -> None:
    take_in(service, CHECKED)
    mistake = take_in(service, full(row(3), on=MISTAKE))
    since = take_in(service, full(row(4), on=SINCE))
    service.run(
        "update source_file set deleted_on = :day where file_sha256 in (select file_sha256 from extract_file "
        "where extract_id = :x)", day=AS_OF, x=since,
    )  # fmt: skip
    before = believed(service)
    with pytest.raises(DecideDifferently, match=rf"no longer holds the files of {since} .*Withdraw these too"):
        withdraw(service, mistake)
    assert believed(service) == before
    withdraw(service, since)
    withdraw(service, mistake)
    assert service.value("select count(*) from registration where state = 'registered'") == 3


def test_what_cannot_be_withdrawn_is_refused_with_what_to_do(service: Service) -> None:
    accepted = take_in(service, full(row(1)))
    held = take_in(service, full(row(1), row(2), on=FIRST))
    rejected = take_in(service, Sent([row(1, born_on="")], AS_OF, mark="x"))
    for extract, why, said in (
        ("x0", WHY, "There is no extract 'x0'"),
        (held, WHY, "use `smi-outreach refuse` instead"),
        (rejected, WHY, "was rejected and changed nothing"),
        (accepted, "  ", "needs the name of who decided"),
    ):
        with pytest.raises(DecideDifferently, match=said):
            withdraw(service, extract, why)
    withdraw(service, accepted)
    with pytest.raises(DecideDifferently, match="already withdrawn by"):
        withdraw(service, accepted)


def test_one_that_waits_to_be_taken_in_is_taken_in_first(service: Service) -> None:
    mistake = take_in(service, full(row(1), on=FIRST))
    take_in(service, full(row(1), on=MISTAKE))
    send(service.inbox, [row(1), row(2)], SINCE)
    service.land()
    with pytest.raises(DecideDifferently, match="waits to be taken in"):
        withdraw(service, mistake)
    reconcile.reconcile(service.connection)
    withdraw(service, mistake)


def test_a_row_that_says_what_it_said_before_is_not_written_again(service: Service) -> None:
    first = take_in(service, full(row(1), row(2), on=FIRST))
    take_in(service, full(row(1), row(2, postcode="BB12 6AB")))
    found = service.rows("select person_id from registration where extract_id = :x", x=first)
    assert {each.person_id for each in found} == {service.person(1), service.person(ANCHOR)}


def test_what_was_released_as_an_incomplete_history_still_retracts_nothing_when_taken_in_again(
    service: Service,
) -> None:
    take_in(service, full(row(1, **checked(LONG_AGO)), on=FIRST))
    mistake = take_in(service, full(row(1, **checked(LONG_AGO)), row(2), on=MISTAKE))
    service.run("update practice_profile set is_full_history = false where practice_code = :p", p=PRACTICE)
    take_in(service, full(row(1), on=SINCE))
    service.run("update practice_profile set is_full_history = true where practice_code = :p", p=PRACTICE)
    withdraw(service, mistake)
    known = "select count(*) from observation where person_id = :p and retracted_by_extract_id is null"
    assert service.value(known, p=service.person(1)) == 6


def test_files_with_rows_about_its_people_are_named_with_how_many(service: Service, tmp_path: Path) -> None:
    take_in(service, full(row(1), on=FIRST))
    mistake = take_in(service, full(row(1), row(2), row(3, is_restricted="Yes"), row(4, born_on="")))
    everything(service, AS_OF, tmp_path)
    issue_worklists(service.connection, AS_OF)
    paths = write_worklists(service.connection, tmp_path, AS_OF, service.region)
    write_practice_files(service.connection, tmp_path, AS_OF)
    answers = write_answers(service.connection, tmp_path, AS_OF)
    done, _ = withdraw(service, mistake)
    assert dict(done.outside.files) == {
        **dict.fromkeys(paths, 1),
        f"{AS_OF}/practices/{PRACTICE}-{AS_OF}.xlsx": 2,
        f"{AS_OF}/practices/{PRACTICE}-{AS_OF}.csv": 2,
        **{path: 1 for path in answers if mistake[:7] in path},
    }
    assert len(done.outside.files) == 6


def test_a_day_that_somebody_gave_it_at_its_first_release_holds_at_the_next(service: Service) -> None:
    """A file of a day to come is held until a person says its day."""
    to_come = AS_OF + timedelta(days=30)
    path = send(service.inbox, [row(1)], to_come)
    arrival = Arrival(PRACTICE, (path.relative_to(service.inbox).as_posix(),))
    (landed,) = service.land_only([arrival], AS_OF)
    release_extract(service.connection, landed.extract_id, BY, "they mistyped it", AS_OF, extract_on=MISTAKE)
    for _ in range(2):
        look_again(service)
        assert service.rows("select fate, extract_on from extract") == [("accepted", MISTAKE)]
        withdraw(service, landed.extract_id)
        release_extract(service.connection, landed.extract_id, BY, "it was right", AS_OF)


def test_one_under_a_file_that_the_archive_has_lost_is_refused(service: Service) -> None:
    mistake = take_in(service, full(row(3), on=MISTAKE))
    since = take_in(service, full(row(4), on=SINCE))
    lost = service.value(
        "select archived_as from source_file inner join extract_file using (file_sha256) where extract_id = :x", x=since
    )
    (service.settings.archive_dir / lost).unlink()
    with pytest.raises(DecideDifferently, match=f"has lost {lost} of extract {since}"):
        withdraw(service, mistake)
