"""Flag: one open status a person, written as intervals, whatever is run again."""

from datetime import timedelta

from tests.factories import AS_OF, Service, checked, row

BEFORE = AS_OF - timedelta(days=14)


def open_statuses(service: Service) -> list[tuple[str, str, str]]:
    found = service.rows("select person_id, status, reason from recall_status where to_run_id is null order by 1")
    return [tuple(each) for each in found]


def test_the_counts_returned_are_the_people_of_each_status(service: Service) -> None:
    service.take_in([row(1), row(2), row(3, **checked(AS_OF)), row(4, died_on="01/11/2026")])
    assert service.flag() == {"died": 1, "never_checked": 2, "up_to_date": 1}


def test_never_checked_says_whether_anything_was_ever_recorded(service: Service) -> None:
    service.take_in([row(1), row(2, **checked(AS_OF, without=["lipids"]))])
    service.flag()
    reasons = {person: reason for person, _, reason in open_statuses(service)}
    assert reasons == {service.person(1): "nothing_recorded", service.person(2): "never_all_six"}


def test_a_run_again_writes_nothing_and_a_change_closes_the_old_status(service: Service) -> None:
    service.take_in([row(1), row(2)], BEFORE)
    service.flag(BEFORE)
    first = open_statuses(service)
    service.flag(BEFORE)
    assert open_statuses(service) == first
    assert service.value("select count(*) from recall_status") == 2
    service.take_in([row(1, **checked(AS_OF)), row(2)])
    service.flag()
    assert (service.status(1), service.status(2)) == ("up_to_date", "never_checked")
    assert service.value("select count(*) from recall_status") == 3
    closed = service.rows("select person_id, status from recall_status where to_run_id is not null")
    assert [tuple(each) for each in closed] == [(service.person(1), "never_checked")]


def test_somebody_who_comes_of_age_between_two_runs_is_flagged_without_a_new_extract(service: Service) -> None:
    service.take_in([row(1, born_on="20/11/2008")], BEFORE)
    service.flag(AS_OF - timedelta(days=1))
    assert service.status(1) == "under_18"
    service.flag(AS_OF)
    assert service.status(1) == "never_checked"
