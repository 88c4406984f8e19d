"""Nobody falls through: whoever the service is for and no provider covers is counted and named to the engineer."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.doors import shipped
from pipeline.steps import runs
from pipeline.steps.coverage_gaps import gaps_on
from pipeline.steps.regions import load_region
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, row
from tests.steps.region_packs import HEADING, SETTINGS, load_practices, write_pack

PHASES = ((10, AS_OF - timedelta(365)), (20, AS_OF), (31, AS_OF + timedelta(365)))


def put_in_force(service: Service, folder: Path, **parts: str) -> None:
    load_region(service.connection, write_pack(folder, **parts), is_live=False)
    service.region = runs.region_in_force(service.connection)


def roll_out(service: Service, folder: Path) -> None:
    """31 PCNs in three phases; Z90001 in the first PCN of the second phase, Z90002 in the last of the third."""
    pcns = "pcn_code,name,sub_icb_code,place_code,status,note\n"
    coverage = HEADING
    for which in range(31):
        from_on = next(day for pcns_by_then, day in PHASES if which < pcns_by_then)
        pcns += f"U901{which:02},Moor {which} PCN,99A,,confirmed,No place\n"
        coverage += f"alder,,U901{which:02},,{from_on},,confirmed,\n"
    put_in_force(service, folder, pcns=pcns, coverage=coverage)
    for practice, pcn in ((PRACTICE, "U90110"), (OTHER_PRACTICE, "U90130")):
        service.run(
            "update practice_pcn set pcn_code = :pcn where practice_code = :practice", pcn=pcn, practice=practice
        )


def test_ten_twenty_and_thirty_one_pcns_are_covered_by_the_days_of_their_phases(
    service: Service, tmp_path: Path
) -> None:
    load_practices(service.connection, tmp_path, **{f"Z901{which:02}": f"U901{which:02}" for which in range(31)})
    roll_out(service, tmp_path / "pack")
    days = [day + timedelta(offset) for _, day in PHASES for offset in (-1, 0)]
    covered = [
        service.value(
            "select count(*) from practice_on(:day) where coverage_state = 'covered' and pcn_code like 'U901%'"
            " and practice_code like 'Z901%'",
            day=day,
        )
        for day in days
    ]
    assert covered == [0, 10, 10, 20, 20, 31]


def dispositions(service: Service) -> dict[str, tuple[str, str]]:
    rows = service.rows(
        "select practice_code, disposition, disposition_reason from plan_item where as_of = :day", day=service.as_of
    )
    return {row.practice_code: (row.disposition, row.disposition_reason) for row in rows}


def test_in_a_phased_roll_out_somebody_waits_by_name_until_the_day_and_is_covered_on_it(
    service: Service, tmp_path: Path
) -> None:
    roll_out(service, tmp_path / "pack")
    service.as_of = AS_OF - timedelta(1)
    service.take_in([row(1)], service.as_of)
    service.take_in([row(2)], service.as_of, OTHER_PRACTICE)
    service.plan()
    assert dispositions(service) == {
        PRACTICE: ("uncovered", "not_yet_live"),
        OTHER_PRACTICE: ("uncovered", "not_yet_live"),
    }
    before = gaps_on(service.connection, service.as_of)
    assert [(one.practice_code, one.coverage_reason, one.people) for one in before.practices] == [
        (PRACTICE, "not_yet_live", 1),
        (OTHER_PRACTICE, "not_yet_live", 1),
    ]
    assert {one.person_id for one in before.people} == {service.person(1), service.person(2)}
    service.as_of = AS_OF
    service.plan()
    assert dispositions(service) == {
        PRACTICE: ("listed", "listed"),
        OTHER_PRACTICE: ("uncovered", "not_yet_live"),
    }
    assert [one.practice_code for one in gaps_on(service.connection, AS_OF).practices] == [OTHER_PRACTICE]
    # A day to come may be asked before it is there.
    assert gaps_on(service.connection, PHASES[2][1]).practices == []


@pytest.mark.parametrize(
    ("begins", "ends", "reason"),
    [
        (AS_OF, None, None),
        (AS_OF, AS_OF, None),
        (AS_OF + timedelta(1), None, "no_agreement"),
        (AS_OF - timedelta(30), AS_OF - timedelta(1), "no_agreement"),
    ],
)
def test_an_agreement_counts_from_its_first_day_to_its_last_and_without_one_nobody_reaches_the_provider(
    service: Service, begins: date, ends: date | None, reason: str | None
) -> None:
    service.take_in([row(1), row(2)])
    service.run(
        "update sharing_agreement set from_on = :begins, to_on = :ends where practice_code = :practice",
        begins=begins,
        ends=ends,
        practice=PRACTICE,
    )
    done = service.plan()
    found = gaps_on(service.connection, AS_OF)
    if reason is None:
        assert (done, found.practices, found.people) == ({"listed": 2}, [], [])
        return
    assert done == {"no_agreement": 2}
    assert [(one.practice_code, one.provider_code, one.coverage_reason, one.people) for one in found.practices] == [
        (PRACTICE, "alder", reason, 2)
    ]


def test_who_is_uncovered_is_listed_by_practice_and_opaque_id_and_by_nothing_else(
    service: Service, tmp_path: Path
) -> None:
    put_in_force(service, tmp_path / "pack", coverage=HEADING + "birch,,,Z90002,2024-12-01,,confirmed,\n")
    service.take_in([row(1), row(2, refuses_outreach="yes")])
    service.take_in([row(3)], practice=OTHER_PRACTICE)
    assert service.plan() == {"uncovered": 1, "stopped": 1, "listed": 1}
    found = gaps_on(service.connection, AS_OF)
    said = list(csv.DictReader(io.StringIO(found.people_csv.decode())))
    # Whoever is stopped is in the gap too: once the gap is closed, the stop still holds.
    assert said == [
        {
            "practice_code": PRACTICE,
            "person_id": person,
            "outreach_route": "no_check_in_years",
            "coverage_reason": "no_provider",
        }
        for person in sorted((service.person(1), service.person(2)))
    ]


def test_a_practice_of_another_area_is_no_gap_until_it_has_people(service: Service) -> None:
    service.run("insert into practice (practice_code, name, sub_icb_code, source) values ('Y99999', 'Far', '77Z', 'x')")
    service.run("update practice set sub_icb_code = '99A', close_on = '2026-01-31' where practice_code = 'Z90002'")
    service.run("update practice_pcn set to_on = '2026-01-31' where practice_code = 'Z90002'")
    codes = {one.practice_code: one.people for one in gaps_on(service.connection, AS_OF).practices}
    assert codes == {}
    service.take_in([row(1)], practice=OTHER_PRACTICE)
    service.plan()
    codes = {one.practice_code: one.people for one in gaps_on(service.connection, AS_OF).practices}
    assert codes == {OTHER_PRACTICE: 1}


@pytest.mark.parametrize("pack", ["mersey-care", "cheshire-and-wirral", "devon"])
def test_in_a_region_without_a_provider_everybody_is_reported_as_uncovered(service: Service, pack: str) -> None:
    load_region(service.connection, shipped.REGIONS / pack, is_live=True)
    service.region = runs.region_in_force(service.connection)
    service.take_in([row(1), row(2)])
    assert service.plan() == {"uncovered": 2}
    # The other practice has nobody, and no PCN of the region says that it belongs to it.
    (gap,) = gaps_on(service.connection, AS_OF).practices
    assert (gap.practice_code, gap.people) == (PRACTICE, 2)


def test_a_covered_practice_of_a_region_without_a_first_day_is_not_live_yet(service: Service, tmp_path: Path) -> None:
    put_in_force(service, tmp_path / "pack", settings=SETTINGS.replace("live_from = 2024-12-01\n", ""))
    service.take_in([row(1)])
    service.plan()
    assert dispositions(service) == {PRACTICE: ("uncovered", "not_yet_live")}
    assert service.connection.execute(text("select live_from from region_in_force")).scalar_one() is None
