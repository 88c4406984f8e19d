"""The published files of Lancashire and South Cumbria, as they are: what must be found in them."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from pipeline.doors import shipped
from pipeline.doors.db import Database
from pipeline.steps.reference import load_reference
from pipeline.steps.reference_state import ReferenceState, report_reference
from pipeline.steps.regions import load_region

pytestmark = pytest.mark.acceptance

ODS = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "ods"
FILES = [
    ODS / "gp-reg-pat-prac-map-2022-01-lsc.csv",
    ODS / "epcn-2024-10-lsc-core-partners.csv",
    ODS / "epcn-2024-10-lsc-pcn-details.csv",
]
BEFORE, AS_OF = date(2022, 1, 15), date(2024, 10, 15)
MOVERS = {
    "A82033": ("U17992", "U16644"),
    "P81010": ("U85108", "U57096"),
    "P81016": ("U97645", "U64436"),
    "P81018": ("U22273", "U49070"),
    "P81040": ("U22273", "U49070"),
    "P81115": ("U97645", "U64436"),
    "P81127": ("U85108", "U57096"),
    "P81143": ("U85108", "U57096"),
    "P81169": ("U22273", "U49070"),
    "P81179": ("U22273", "U34632"),
    "P81180": ("U85108", "U05906"),
    "P81181": ("U22273", "U09100"),
    "P81687": ("U22273", "U34632"),
    "P81692": ("U22273", "U49070"),
    "P81701": ("U85108", "U57096"),
    "P81741": ("U85108", "U57096"),
    "Y00347": ("U85108", "U57096"),
}


@pytest.fixture
def loaded(database: Database) -> Iterator[Connection]:
    with database.transaction() as connection:
        load_region(connection, shipped.REGIONS / "lancashire-and-south-cumbria", is_live=False)
        load_reference(connection, FILES)
        yield connection


@pytest.fixture
def state(loaded: Connection) -> ReferenceState:
    return report_reference(loaded, AS_OF, before=BEFORE)


def test_there_are_43_open_pcns_and_they_are_those_of_the_region_pack(
    loaded: Connection, state: ReferenceState
) -> None:
    listed = loaded.exec_driver_sql("select pcn_code, sub_icb_code from region_pcn").all()
    assert len(state.open_pcns) == 43
    assert {(pcn.pcn_code, pcn.sub_icb_code) for pcn in state.open_pcns} == {tuple(row) for row in listed}


def test_198_practices_are_in_exactly_one_pcn_and_none_in_several(state: ReferenceState) -> None:
    assert len(state.in_one_pcn) == sum(pcn.practices for pcn in state.open_pcns) == 198
    assert state.in_several_pcns == ()
    assert {"P81738", "Y02157", "Y03656", "Y05788"} <= {one.practice_code for one in state.in_no_pcn}


def test_17_practices_moved_and_each_is_where_it_was_and_where_it_is(state: ReferenceState) -> None:
    assert {one.practice_code: (*one.pcn_codes_before, *one.pcn_codes) for one in state.movers} == MOVERS


def test_the_2022_map_and_epcn_s_own_dates_agree_for_200_of_202_practices_and_the_others_are_named(
    loaded: Connection, state: ReferenceState
) -> None:
    found = {one.practice_code: (one.map_says, one.epcn_says) for one in state.disagreements}
    in_map = "select count(*) from membership_claim where from_on = '2022-01-01' and to_on = from_on"
    on_the_day = "select count(*) from practice_pcn where '2022-01-01' between from_on and coalesce(to_on, 'infinity')"
    assert loaded.exec_driver_sql(in_map).scalar_one() == 202
    assert loaded.exec_driver_sql(on_the_day).scalar_one() == 202
    # Each file has 202 practices on the day, 200 of them the same and in the same PCN.
    assert found == {
        "A82065": ("absent", "U59570"),
        "P81004": ("absent", "U47882"),
        "Y02157": ("unallocated", "absent"),
        "Y05788": ("unallocated", "absent"),
    }
    assert {one.vintage_on for one in state.disagreements} == {date(2022, 1, 1)}


def test_practices_unallocated_in_one_vintage_and_absent_from_the_other_are_shown_with_both(
    state: ReferenceState,
) -> None:
    both = (("practice_map", date(2022, 1, 1), "unallocated"), ("core_partners", date(2024, 6, 30), "absent"))
    assert {one.practice_code: one.says for one in state.unallocated} == {"Y02157": both, "Y05788": both}


def test_every_practice_that_is_in_a_pcn_has_one_place_and_waits_only_for_its_agreement(
    loaded: Connection,
) -> None:
    query = "select coverage_reason, count(*), count(place_code) from practice_on('2024-12-01') group by 1"
    assert [tuple(row) for row in loaded.exec_driver_sql(f"{query} order by 1")] == [
        ("no_agreement", 198, 198),
        ("practice_unknown_pcn", 18, 0),
    ]


def test_deprivation_by_practice_is_taken_in_as_published(loaded: Connection) -> None:
    report = load_reference(loaded, [ODS / "practice-imd-2023-02-lsc.csv"])
    assert [(one.kind.value, one.rows, one.passed_over) for one in report.tables] == [("practice_deprivation", 200, 0)]
    held = "select count(*), count(*) filter (where imd_decile <= 2) from practice_deprivation"
    assert tuple(loaded.exec_driver_sql(held).one()) == (200, 71)
    nearer = """select count(*) from practice_on('2024-12-01') as known where known.pcn_code is not null and
        known.practice_code not in (select practice_code from practice_deprivation)"""
    assert loaded.exec_driver_sql(nearer).scalar_one() == 0, "every practice in a PCN has its average"
