"""Held files: what is implausible waits for a person, and what a person decides is carried out and kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.core.reasons import FileReason
from pipeline.core.region import Intake
from pipeline.errors import DecideDifferently
from pipeline.steps import reconcile
from pipeline.steps.held import held_extracts, refuse_extract, release_extract
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, checked, plain_csv, row, send
from tests.steps import extract_forms

BEFORE = AS_OF - timedelta(days=14)
LAST_JUNE = date(2026, 6, 1)
LONG_AGO = date(2019, 3, 1)
BY, WHY = "R. Tarn", "rang the practice"
Rows = Sequence[dict[str, str]]


def people(which: range, **said: str) -> list[dict[str, str]]:
    return [row(n, **checked(LAST_JUNE), **said) for n in which]


def fate(service: Service, on: date = AS_OF, practice: str = PRACTICE) -> tuple[str, str | None]:
    found = service.rows(
        "select fate, fate_reason from extract where practice_code = :p and extract_on = :day", p=practice, day=on
    )
    assert len(found) == 1
    return (found[0].fate, found[0].fate_reason)


def run_again(service: Service, day: date = AS_OF, intake: Intake | None = None) -> int:
    """The inbox as it is, looked at again, as every run does."""
    service.land(day)
    return reconcile.reconcile(service.connection, intake or Intake())


def only_held(service: Service) -> str:
    (extract,) = held_extracts(service.connection)
    return str(extract.extract_id)


def registered(service: Service) -> int:
    return int(service.value("select count(*) from registration where state = 'registered'"))


OLD = {"bmi_date_1": "", "bmi_term_1": "", "bmi_value_1": ""}
IMPLAUSIBLE: list[tuple[str, Rows, Rows, str]] = [
    ("register_shrank", people(range(1, 51)), people(range(1, 40)), "People now: 39, last time: 50."),
    ("register_grew", people(range(1, 41)), people(range(1, 54)), "People now: 53, last time: 40."),
    ("too_few_recognised", people(range(1, 41)), people(range(12, 52)), "Recognised: 29 of 40 people."),
    (
        "too_many_set_aside", people(range(1, 41)), [*people(range(1, 31)), *people(range(31, 41), born_on="")],
        "Rows set aside: 10 of 40.",
    ),
    (
        "never_checked_jumped", people(range(1, 41)), [*people(range(1, 31)), *(row(n, **OLD) for n in range(31, 41))],
        "Never checked now: 10 of 40 people, last time: 0 of 40.",
    ),
    (
        "history_shorter", [row(n, **checked(LONG_AGO)) for n in range(1, 11)],
        [row(n, **checked(LAST_JUNE)) for n in range(1, 11)],
        "People with results of 4 years ago now: 0, last time: 10.",
    ),
    (
        "part_missing", people(range(1, 25)), [row(n, **checked(LAST_JUNE, without=["bmi"])) for n in range(1, 25)],
        "No entry about: bmi.",
    ),
]  # fmt: skip
BARELY: list[tuple[str, Rows, Rows]] = [
    ("a fifth fewer", people(range(1, 51)), people(range(1, 41))),
    ("three tenths more", people(range(1, 41)), people(range(1, 53))),
    ("three quarters known", people(range(1, 41)), people(range(11, 51))),
    ("nine rows set aside", people(range(1, 41)), [*people(range(1, 32)), *people(range(32, 41), born_on="")]),
    ("a small register shrinks by half", people(range(1, 19)), people(range(1, 10))),
    (
        "nine more never checked", people(range(1, 41)),
        [*people(range(1, 32)), *(row(n, **OLD) for n in range(32, 41))],
    ),
    (
        "a look-back of four years",
        [row(n, **checked(AS_OF - timedelta(days=4 * 365 + 10))) for n in range(1, 11)],
        [row(n, **checked(AS_OF - timedelta(days=4 * 365 - 60))) for n in range(1, 11)],
    ),
    (
        "a history that was never longer", people(range(1, 11)),
        [row(n, **checked(date(2026, 7, 1))) for n in range(1, 11)],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "first", "second", "detail"), IMPLAUSIBLE, ids=[each[0] for each in IMPLAUSIBLE])
def test_an_implausible_extract_is_held_with_its_figures_and_the_last_register_stays_in_force(
    service: Service, reason: str, first: Rows, second: Rows, detail: str
) -> None:
    service.take_in(first, BEFORE)
    before = service.rows("select * from registration order by person_id")
    service.take_in(second)
    assert fate(service) == ("held", reason)
    (held,) = held_extracts(service.connection)
    assert held.fate_detail == detail
    assert (held.people_before, held.before_on) == (len(first), BEFORE)
    assert FileReason(reason).sentence
    assert service.rows("select * from registration order by person_id") == before
    assert run_again(service, AS_OF + timedelta(days=1)) == 0, "looked at anew, and held again"
    assert fate(service) == ("held", reason)


@pytest.mark.parametrize(("first", "second"), [each[1:] for each in BARELY], ids=[each[0] for each in BARELY])
def test_what_a_practice_may_well_send_is_accepted(service: Service, first: Rows, second: Rows) -> None:
    service.take_in(first, BEFORE)
    service.take_in(second)
    assert fate(service) == ("accepted", None)


@pytest.mark.parametrize(
    ("limit", "first", "second"),
    [
        (Intake(largest_shrink_percent=30, smallest_recognised_percent=70), *IMPLAUSIBLE[0][1:3]),
        (Intake(largest_growth_percent=40), *IMPLAUSIBLE[1][1:3]),
        (Intake(smallest_recognised_percent=70), *IMPLAUSIBLE[2][1:3]),
        (Intake(largest_set_aside_percent=25), *IMPLAUSIBLE[3][1:3]),
        (Intake(largest_never_checked_rise=25), *IMPLAUSIBLE[4][1:3]),
        (Intake(fewest_to_judge=11), *IMPLAUSIBLE[5][1:3]),
        (Intake(years_of_history=8), *IMPLAUSIBLE[5][1:3]),
    ],
)
def test_each_limit_is_the_region_s_to_set(service: Service, limit: Intake, first: Rows, second: Rows) -> None:
    service.take_in(first, BEFORE)
    send(service.inbox, second)
    run_again(service, intake=limit)
    assert fate(service) == ("accepted", None)


def test_a_practice_that_sends_only_changes_is_not_held_for_the_people_it_leaves_out(service: Service) -> None:
    service.take_in(people(range(1, 51)), BEFORE)
    service.run("update practice_profile set is_full_extract = false")
    service.take_in(people(range(1, 2)))
    assert fate(service) == ("accepted", None)


def test_latest_results_alone_are_read_with_what_the_register_knows_already(service: Service) -> None:
    service.run("update practice_profile set is_full_history = false")
    service.take_in(people(range(1, 41)), BEFORE)
    service.take_in([row(1, **checked(AS_OF)), *(row(n, **checked(AS_OF, without=["bmi"])) for n in range(2, 41))])
    assert fate(service) == ("accepted", None)


@pytest.mark.parametrize(("days", "expected"), [(30, ("accepted", None)), (31, ("held", "same_as_earlier"))])
def test_the_same_content_under_a_later_date_is_held_once_it_is_older_than_the_practice_s_rhythm(
    service: Service, days: int, expected: tuple[str, str | None]
) -> None:
    service.take_in([row(1)], AS_OF - timedelta(days=days))
    service.take_in([row(1)])
    assert fate(service) == expected


def test_the_rhythm_is_the_practice_s_own(service: Service) -> None:
    service.run("update practice_profile set expected_every_days = 7 where practice_code = :p", p=PRACTICE)
    for practice in (PRACTICE, OTHER_PRACTICE):
        service.take_in([row(1 if practice == PRACTICE else 2)], BEFORE, practice)
        service.take_in([row(1 if practice == PRACTICE else 2)], AS_OF, practice)
    assert fate(service) == ("held", "same_as_earlier")
    assert fate(service, practice=OTHER_PRACTICE) == ("accepted", None)


@pytest.mark.parametrize(("practices", "expected"), [(1, ("held", "never_checked_jumped")), (2, ("accepted", None))])
def test_a_first_file_is_held_against_the_county_once_enough_practices_are_known(
    service: Service, practices: int, expected: tuple[str, str | None]
) -> None:
    service.take_in(people(range(1, 41)), BEFORE, OTHER_PRACTICE)
    send(service.inbox, [*people(range(41, 71)), *(row(n, **OLD) for n in range(71, 81))])
    run_again(service, intake=Intake(practices_for_a_county=practices))
    assert fate(service) == expected


def test_of_extracts_that_come_together_each_is_compared_with_the_one_before_it(service: Service) -> None:
    send(service.inbox, people(range(1, 51)), BEFORE)
    send(service.inbox, people(range(1, 21)), BEFORE + timedelta(days=7))
    send(service.inbox, people(range(1, 50)))
    assert run_again(service) == 2
    assert fate(service, BEFORE + timedelta(days=7)) == ("held", "register_shrank")
    assert registered(service) == 49


@pytest.mark.parametrize(("reason", "first", "second", "_"), IMPLAUSIBLE, ids=[each[0] for each in IMPLAUSIBLE])
def test_what_was_released_lands_in_the_next_run_whatever_it_was_held_for(
    service: Service, reason: str, first: Rows, second: Rows, _: str
) -> None:
    service.take_in(first, BEFORE)
    service.take_in(second)
    done = release_extract(service.connection, only_held(service), BY, WHY, AS_OF)
    assert (done.refused, done.is_landed) == ((), True)
    assert run_again(service) == 1
    assert fate(service) == ("accepted", None)
    decided = service.rows("select decision, decided_by, why, decided_on, held_for from extract_decision")
    assert [tuple(each) for each in decided] == [("release", BY, WHY, AS_OF, reason)]
    assert run_again(service, AS_OF + timedelta(days=1)) == 0
    assert fate(service) == ("accepted", None)


@pytest.mark.parametrize("reason", ["part_missing", "history_shorter"])
def test_what_a_released_extract_does_not_show_was_not_deleted_by_the_practice(service: Service, reason: str) -> None:
    (first, second) = next((each[1], each[2]) for each in IMPLAUSIBLE if each[0] == reason)
    service.take_in(first, BEFORE)
    service.take_in(second)
    release_extract(service.connection, only_held(service), BY, WHY, AS_OF)
    run_again(service)
    assert service.value("select count(*) from observation where retracted_by_extract_id is not null") == 0


def test_what_was_refused_is_never_used_and_nobody_is_asked_again(service: Service) -> None:
    service.take_in(people(range(1, 51)), BEFORE)
    service.take_in([*people(range(1, 21)), row(60, died_on="01/11/2026")])
    refuse_extract(service.connection, only_held(service), f" {BY} ", WHY, AS_OF)
    for day in (AS_OF, AS_OF + timedelta(days=1)):
        assert run_again(service, day) == 0
        assert fate(service) == ("rejected", "refused")
        assert held_extracts(service.connection) == []
    assert registered(service) == 50
    (decided,) = service.rows("select decision, decided_by, why, held_for, held_detail from extract_decision")
    assert tuple(decided) == ("refuse", BY, WHY, "register_shrank", "People now: 21, last time: 50.")
    stops = service.rows("select reason from stops_on(:day) where person_id = :who", day=AS_OF, who=service.person(60))
    assert [each.reason for each in stops] == ["died"], "a file that is not used is no reason to write to the dead"


def test_a_refusal_can_be_taken_back_and_a_release_too_while_it_is_not_in_force(service: Service) -> None:
    service.take_in(people(range(1, 51)), BEFORE)
    service.take_in(people(range(1, 21)))
    extract = only_held(service)
    refuse_extract(service.connection, extract, BY, WHY, AS_OF)
    release_extract(service.connection, extract, BY, "it was right", AS_OF)
    refuse_extract(service.connection, extract, BY, "it was not", AS_OF)
    assert run_again(service) == 0
    release_extract(service.connection, extract, BY, "it was", AS_OF)
    assert run_again(service) == 1
    decided = service.rows("select decision from extract_decision order by decided_order")
    assert [each.decision for each in decided] == ["refuse", "release", "refuse", "release"]
    with pytest.raises(DecideDifferently, match="in force"):
        refuse_extract(service.connection, extract, BY, WHY, AS_OF)


def test_releasing_one_of_two_for_a_day_refuses_the_other(service: Service) -> None:
    service.take_in([row(1)], BEFORE)
    send(service.inbox, [row(1), row(2)])
    send(service.inbox, [row(1), row(3)], mark="b")
    assert run_again(service) == 0
    first, second = (each.extract_id for each in held_extracts(service.connection))
    done = release_extract(service.connection, second, BY, WHY, AS_OF)
    assert done.refused == (first,)
    assert run_again(service) == 1
    fates = service.rows("select extract_id, fate, fate_reason from extract where extract_on = :day", day=AS_OF)
    assert {tuple(each) for each in fates} == {(second, "accepted", None), (first, "rejected", "refused")}
    why = service.value("select why from extract_decision where decision = 'refuse'")
    assert why == f"{second} was released for this day: {WHY}"


def test_a_third_file_of_a_day_does_not_hold_the_one_a_person_released(service: Service) -> None:
    service.take_in([row(1)], BEFORE)
    send(service.inbox, [row(1), row(2)])
    send(service.inbox, [row(1), row(3)], mark="b")
    run_again(service)
    chosen = held_extracts(service.connection)[0].extract_id
    release_extract(service.connection, chosen, BY, WHY, AS_OF)
    send(service.inbox, [row(1), row(4)], mark="c")
    assert run_again(service) == 1
    assert service.value("select fate from extract where extract_id = :x", x=chosen) == "accepted"
    (third,) = held_extracts(service.connection)
    assert third.fate_reason == "two_for_one_day"


def test_one_older_than_the_register_in_force_may_not_be_released(service: Service) -> None:
    service.take_in([row(1)])
    service.take_in([row(2)], BEFORE)
    with pytest.raises(DecideDifferently, match=f"the register of {AS_OF} is in force, and an older one would undo it"):
        release_extract(service.connection, only_held(service), BY, WHY, AS_OF)
    refuse_extract(service.connection, only_held(service), BY, WHY, AS_OF)


def test_one_that_a_newer_register_has_overtaken_since_it_was_held_may_not_be_released(service: Service) -> None:
    service.take_in(people(range(1, 51)), BEFORE)
    path = send(service.inbox, people(range(1, 21)), BEFORE + timedelta(days=7))
    run_again(service)
    path.unlink()
    service.take_in(people(range(1, 50)))
    with pytest.raises(DecideDifferently, match="would undo it"):
        release_extract(service.connection, only_held(service), BY, WHY, AS_OF)


def another_s_file(inbox: Path) -> None:
    path = inbox / PRACTICE / f"{OTHER_PRACTICE}_{AS_OF:%Y%m%d}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(plain_csv(people(range(1, 2))))


def test_a_file_that_names_another_practice_is_taken_as_its_folder_s_once_released(service: Service) -> None:
    another_s_file(service.inbox)
    assert run_again(service) == 0
    assert held_extracts(service.connection)[0].fate_reason == "practices_disagree"
    assert not release_extract(service.connection, only_held(service), BY, WHY, AS_OF).is_landed
    assert run_again(service) == 1
    assert fate(service) == ("accepted", None)


def test_a_release_that_saw_no_figures_does_not_let_half_a_register_in(service: Service) -> None:
    service.take_in(people(range(1, 51)), BEFORE)
    another_s_file(service.inbox)
    run_again(service)
    release_extract(service.connection, only_held(service), BY, WHY, AS_OF)
    assert run_again(service) == 0
    assert fate(service) == ("held", "register_shrank")
    release_extract(service.connection, only_held(service), BY, "and it is right", AS_OF)
    assert run_again(service) == 1


def test_a_file_of_a_day_to_come_is_released_with_the_day_it_is_of(service: Service) -> None:
    send(service.inbox, [row(1)], AS_OF + timedelta(days=300))
    run_again(service)
    held = only_held(service)
    with pytest.raises(DecideDifferently, match="--dated"):
        release_extract(service.connection, held, BY, WHY, AS_OF)
    with pytest.raises(DecideDifferently, match="No register is of a day to come"):
        release_extract(service.connection, held, BY, WHY, AS_OF, AS_OF + timedelta(days=1))
    release_extract(service.connection, held, BY, WHY, AS_OF, BEFORE)
    assert run_again(service) == 1
    assert fate(service, BEFORE) == ("accepted", None)


def test_people_without_entries_can_be_released_and_entries_without_people_cannot(service: Service) -> None:
    _, *events = extract_forms.systmone(service.inbox)
    for path in events:
        path.unlink()
    run_again(service)
    release_extract(service.connection, only_held(service), BY, WHY, AS_OF)
    assert run_again(service) == 1
    patients, *_ = extract_forms.systmone(service.inbox, AS_OF - timedelta(days=1), OTHER_PRACTICE)
    patients.unlink()
    run_again(service)
    with pytest.raises(DecideDifferently, match="nobody could be read from it"):
        release_extract(service.connection, only_held(service), BY, WHY, AS_OF)


@pytest.mark.parametrize(("by", "why"), [("", WHY), (BY, " ")])
def test_a_decision_without_a_name_or_a_reason_is_none(service: Service, by: str, why: str) -> None:
    service.take_in([row(1)])
    service.take_in([row(2)], BEFORE)
    for decide in (release_extract, refuse_extract):
        with pytest.raises(DecideDifferently, match=r"needs the name of who decided \(--by\) and the reason"):
            decide(service.connection, only_held(service), by, why, AS_OF)
    assert service.value("select count(*) from extract_decision") == 0


def test_only_what_is_held_can_be_decided_about(service: Service) -> None:
    service.take_in([row(1)])
    send(service.inbox, [row(2, nhs_number="1")], practice=OTHER_PRACTICE)
    service.land()
    accepted, rejected = (
        service.value("select extract_id from extract where fate = :fate", fate=each)
        for each in ("accepted", "rejected")
    )
    for extract, told in ((accepted, "in force"), (rejected, "was rejected, not held"), ("x0", "There is no extract")):
        for decide in (release_extract, refuse_extract):
            with pytest.raises(DecideDifferently, match=told):
                decide(service.connection, extract, BY, WHY, AS_OF)


def test_a_pack_loaded_before_there_were_limits_has_the_usual_ones(service: Service) -> None:
    from pipeline.steps.runs import region_in_force

    service.run("update region_version set content = content - 'intake'")
    assert region_in_force(service.connection).intake == Intake()
    service.run('update region_version set content = content || \'{"intake": {"fewest_to_judge": 3}}\'')
    assert region_in_force(service.connection).intake == replace(Intake(), fewest_to_judge=3)
