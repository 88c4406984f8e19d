"""Reconcile: the register follows its practices' extracts, and says what each of them changed."""

from datetime import date, timedelta

import pytest

from pipeline.steps import reconcile
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, checked, nhs_number, row, send
from tests.steps import extract_forms

BEFORE = AS_OF - timedelta(days=14)
LAST_JUNE = date(2026, 6, 1)


def test_a_first_load_is_a_reconciliation_in_which_everybody_is_new(service: Service) -> None:
    service.take_in([row(1), row(2)])
    assert service.changes() == {service.person(n): ("new", []) for n in (1, 2)}


def test_each_change_is_noted_with_the_names_of_its_columns(service: Service) -> None:
    service.take_in([row(1), row(2), row(3), row(4)], BEFORE)
    service.take_in([row(1), row(2, address_1="9 Fennel Row", title="Dr"), row(3, phone_mobile=""), row(5)])
    assert service.changes() == {
        service.person(2): ("changed", ["address_1", "title"]),
        service.person(3): ("changed", ["phone_mobile"]),
        service.person(4): ("left", []),
        service.person(5): ("new", []),
    }


def test_who_left_stays_on_record_as_left_and_may_return(service: Service) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    service.take_in([row(1)], BEFORE + timedelta(days=7))
    service.flag()
    assert service.status(2) == "left"
    service.take_in([row(1), row(2, title="Dr")])
    service.flag()
    assert service.changes() == {service.person(2): ("returned", ["title"])}
    assert service.status(2) == "never_checked"


def test_somebody_whose_row_is_set_aside_is_present_not_gone_and_nobody_contacts_them(service: Service) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    service.take_in([row(1), row(2, born_on="")], BEFORE + timedelta(days=7))
    service.plan()
    assert service.changes() == {}
    assert service.status(2) == "never_checked"
    assert service.planned(2)[:2] == ("stopped", "row_set_aside")
    service.take_in([row(1), row(2)])
    service.plan()
    assert service.planned(2)[0] == "listed", "the next extract's good row lifts it"


def test_a_practice_that_sends_only_changes_loses_nobody(service: Service) -> None:
    service.run("update practice_profile set is_full_extract = false, is_full_history = false")
    service.take_in([row(1, **checked(LAST_JUNE)), row(2)], BEFORE)
    service.take_in([row(2, title="Dr")])
    service.flag()
    assert service.changes() == {service.person(2): ("changed", ["title"])}
    assert service.status(1) == "up_to_date"


def test_an_older_extract_that_comes_late_is_held_and_undoes_nothing(service: Service) -> None:
    service.take_in([row(1, title="Dr", **checked(LAST_JUNE))])
    service.take_in([row(1, died_on="01/11/2026"), row(2)], BEFORE)
    service.flag()
    held = service.rows("select fate, fate_reason from extract where extract_on = :day", day=BEFORE)
    assert [tuple(each) for each in held] == [("held", "older_than_accepted")]
    assert (service.status(1), service.status(2)) == ("up_to_date", "")
    service.plan()
    assert service.rows("select 1 from stops_on(:day)", day=AS_OF) == []


def test_extracts_of_several_days_that_come_together_are_taken_oldest_first(service: Service) -> None:
    send(service.inbox, [row(1)], AS_OF)
    send(service.inbox, [row(1), row(2)], BEFORE)
    service.land()
    assert reconcile.reconcile(service.connection) == 2
    service.flag()
    assert service.status(2) == "left"


def test_two_extracts_of_one_day_are_both_held(service: Service) -> None:
    service.take_in([row(1)], BEFORE)
    send(service.inbox, [row(1), row(2)])
    send(service.inbox, [row(1), row(3)], mark="b")
    service.land()
    assert reconcile.reconcile(service.connection) == 0
    held = service.rows("select fate, fate_reason from extract where extract_on = :day", day=AS_OF)
    assert [tuple(each) for each in held] == [("held", "two_for_one_day")] * 2
    service.flag()
    assert (service.status(2), service.status(3)) == ("", "")


def test_another_date_of_birth_is_staged_and_nobody_is_contacted_until_it_is_settled(service: Service) -> None:
    service.take_in([row(1)], BEFORE)
    service.take_in([row(1, born_on="05/04/1980", given_name="Beth")], BEFORE, OTHER_PRACTICE)
    assert service.value("select rows_staged from extract where practice_code = :p", p=OTHER_PRACTICE) == 1
    assert service.value("select rows_landed from extract where practice_code = :p", p=OTHER_PRACTICE) == 0
    service.plan(BEFORE)
    assert service.status(1) == "contradiction"
    assert service.planned(1) == ("", "", None)
    assert service.value("select count(*) from registration where given_name = 'Beth'") == 0
    service.take_in([row(2)], AS_OF, OTHER_PRACTICE)
    service.flag()
    assert service.status(1) == "contradiction", "silence settles nothing"
    service.take_in([row(1), row(2)], AS_OF, OTHER_PRACTICE)
    service.flag()
    assert service.status(1) == "on_two_registers", "one birthday, and still two practices to choose from"


def test_the_same_practice_s_agreement_settles_a_contradiction(service: Service) -> None:
    service.take_in([row(1)], BEFORE)
    service.take_in([row(1, born_on="05/04/1980")], BEFORE + timedelta(days=7))
    service.flag()
    assert service.status(1) == "contradiction"
    service.take_in([row(1)])
    service.flag()
    assert service.status(1) == "never_checked"


def test_a_result_that_was_deleted_is_retracted_and_counts_again_when_it_is_back(service: Service) -> None:
    whole, without_bmi = row(1, **checked(LAST_JUNE)), row(1, **checked(LAST_JUNE, without=["bmi"]))
    # Somebody else keeps the element in the file: a file without it at all is held.
    other = row(2, **checked(date(2020, 1, 1)))
    for days_ago, sent, status in (
        (20, whole, "up_to_date"),
        (10, without_bmi, "never_checked"),
        (0, whole, "up_to_date"),
    ):
        service.take_in([sent, other], AS_OF - timedelta(days=days_ago))
        service.flag(AS_OF - timedelta(days=days_ago))
        assert service.status(1) == status
    assert service.value("select count(*) from observation") == 12, "nothing is deleted or doubled"


def test_a_system_that_sends_only_the_latest_results_retracts_none(service: Service) -> None:
    service.run("update practice_profile set is_full_history = false")
    service.take_in([row(1, **checked(LAST_JUNE))], BEFORE)
    service.take_in([row(1, **checked(AS_OF, without=["bmi"]))])
    service.flag()
    assert service.status(1) == "up_to_date"


@pytest.mark.parametrize("earlier", [True, False])
def test_a_report_without_one_of_its_event_files_is_held_and_makes_nobody_unchecked(
    service: Service, earlier: bool
) -> None:
    """Somebody checked in June must not be told in November that nobody ever checked them."""
    people = range(1, 25)
    if earlier:
        extract_forms.systmone(service.inbox, BEFORE, people=people)
        service.land()
        reconcile.reconcile(service.connection)
    extract_forms.systmone(service.inbox, AS_OF, people=people, is_whole=False)
    service.land()
    reconcile.reconcile(service.connection)
    (held,) = service.rows("select fate, fate_reason, fate_detail from extract where extract_on = :day", day=AS_OF)
    assert tuple(held) == ("held", "part_missing", "No entry about: glucose, lipids, smoking.")
    service.plan()
    assert {service.status(n) for n in people} == ({"up_to_date"} if earlier else {""})
    extract_forms.systmone(service.inbox, AS_OF, people=people)
    service.land()
    reconcile.reconcile(service.connection)
    service.flag()
    assert {service.status(n) for n in people} == {"up_to_date"}


def test_nobody_is_ever_removed_from_the_register(service: Service) -> None:
    service.take_in([row(n) for n in (1, 2, 3)], BEFORE)
    service.take_in([row(4)])
    numbers = {each.nhs_number for each in service.rows("select nhs_number from registration")}
    assert numbers == {nhs_number(n) for n in (1, 2, 3, 4)}


def test_whoever_becomes_protected_leaves_no_address_in_what_was_landed_before(service: Service) -> None:
    month_ago = AS_OF - timedelta(days=30)
    service.take_in([row(1), row(2)], on=month_ago)
    service.take_in([row(1, is_restricted="Y"), row(2)])
    kept = service.rows("select person_id from landed_person where address_1 is not null or phone_mobile is not null")
    assert {each.person_id for each in kept} == {service.person(2)}


def test_a_delta_closes_the_quarantine_of_whom_it_lands_and_of_nobody_else(service: Service) -> None:
    service.take_in([row(1), row(2), row(3)], on=AS_OF - timedelta(days=20))
    service.take_in([row(1, born_on=""), row(2, born_on=""), row(3)], on=AS_OF - timedelta(days=10))
    service.run("update practice_profile set is_full_extract = false where practice_code = :code", code=PRACTICE)
    service.take_in([row(1)])
    open_ones = service.rows("select nhs_number from quarantine where closed_by_extract_id is null")
    assert [each.nhs_number for each in open_ones] == [nhs_number(2)]
