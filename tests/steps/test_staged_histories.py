"""Whatever two practices send and people decide, no stop is lost and nobody disappears between the two."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from pipeline.steps import reconcile, staged
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, row

HISTORIES, WEEKS = 40, 4
_START = AS_OF - timedelta(weeks=WEEKS)
_CHECKED_BY_BOTH = 9
_BIRTHS = ("04/05/1980", "05/04/1980")
_MARKS = ("refuses_outreach", "is_restricted", "died_on")

# Of one person in a practice's file: under which number, born when, registered how many days before the first week.
_ROW = st.fixed_dictionaries(
    {
        "number": st.sampled_from((1, 1, 2)),
        "born_on": st.sampled_from((*_BIRTHS[:1] * 3, _BIRTHS[1])),
        "joined": st.sampled_from((None, 0, 10, 2000)),
        "mark": st.sampled_from((None, None, None, *_MARKS)),
    }
)
_WEEK = st.fixed_dictionaries(
    {PRACTICE: st.one_of(st.none(), _ROW), OTHER_PRACTICE: st.one_of(st.none(), _ROW), "choice": st.integers(0, 3)}
)


def _week(number: int, mark: str | None = None) -> dict[str, Any]:
    """One practice alone, and whoever is asked takes the last choice."""
    said = {"number": number, "born_on": _BIRTHS[0], "joined": 2000, "mark": mark}
    return {PRACTICE: said, OTHER_PRACTICE: None, "choice": 1}


def _sent(said: dict[str, Any]) -> dict[str, str]:
    joined = "" if said["joined"] is None else f"{_START - timedelta(days=said['joined']):%d/%m/%Y}"
    marks = {} if said["mark"] is None else {said["mark"]: f"{_START:%d/%m/%Y}" if said["mark"] == "died_on" else "Y"}
    return row(said["number"], family_name="Brackwell", born_on=said["born_on"], registered_on=joined, **marks)


def _stopped(service: Service) -> dict[int, set[str]]:
    found = service.rows("select person_id, reason from stops_on(:day)", day=service.as_of)
    return {which: {each.reason for each in found if each.person_id == service.person(which)} for which in (1, 2)}


def _live_through(service: Service, weeks: list[dict[str, Any]]) -> set[str]:
    """Takes in, decides and flags week by week; says what happened."""
    happened: set[str] = set()
    for at, week in enumerate(weeks):
        service.as_of = _START + timedelta(weeks=at)
        marked = set()
        for practice in (PRACTICE, OTHER_PRACTICE):
            rows = [row(_CHECKED_BY_BOTH + (practice == PRACTICE))]
            if said := week[practice]:
                rows.append(_sent(said))
                if said["mark"]:
                    marked.add(said["number"])
            service.take_in(rows, service.as_of, practice)
        # The statuses as they are now, or nobody would be seen to be on two registers.
        service.flag()
        for each in staged.waiting(service.connection, service.as_of, service.region.rule_on(service.as_of)):
            take = each.choices[week["choice"] % len(each.choices)]
            happened.add(f"{each.reason} {'practice' if take in (PRACTICE, OTHER_PRACTICE) else take}")
            staged.settle(
                service.connection, each.staged_id, take, "A", "b", service.as_of, service.region.rule_on(service.as_of)
            )
        before = _stopped(service)
        reconcile.reconcile(service.connection)
        service.plan()
        stops = _stopped(service)
        for which in (1, 2):
            kept = before[which] - {"contradiction"}
            assert kept <= stops[which], f"settling lost {kept - stops[which]}"
        for which in marked:
            assert stops[which], "whoever is marked in a newest row is stopped"
        _nobody_is_lost(service, week)
    return happened


def _nobody_is_lost(service: Service, week: dict[str, Any]) -> None:
    """Everybody a practice has on its register is on ours, waits for a person, or is decided to be another."""
    for practice in (PRACTICE, OTHER_PRACTICE):
        if said := week[practice]:
            person = service.person(said["number"])
            on_register = service.rows(
                "select 1 from registration where person_id = :p and practice_code = :c and state = 'registered'",
                p=person, c=practice,
            )  # fmt: skip
            waits = service.rows(
                "select 1 from staged_change where person_id = :p and practice_code = :c "
                "and settled_by_extract_id is null",
                p=person, c=practice,
            )  # fmt: skip
            another = service.rows(
                "select 1 from staged_decision where person_id = :p and took = 'another_person'", p=person
            )
            assert on_register or waits or another
            if on_register:
                assert service.status(said["number"]) not in ("", "left")


def test_no_stop_is_lost_and_nobody_disappears_whatever_is_sent_and_decided(service: Service) -> None:
    happened: set[str] = set()

    @settings(
        max_examples=HISTORIES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @example([_week(1, "refuses_outreach"), _week(2), _week(2), _week(1)])
    @given(st.lists(_WEEK, min_size=WEEKS, max_size=WEEKS))
    def lives(weeks: list[dict[str, Any]]) -> None:
        for path in service.inbox.rglob("*.csv"):
            path.unlink()
        attempt = service.connection.begin_nested()
        try:
            happened.update(_live_through(service, weeks))
        finally:
            attempt.rollback()

    lives()
    assert happened == {
        "on_two_registers practice",
        "different_birth_date held",
        "different_birth_date sent",
        "different_birth_date another-person",
        "new_nhs_number same-person",
        "new_nhs_number two-persons",
    }
