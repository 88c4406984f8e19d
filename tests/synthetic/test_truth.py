from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import nhs_number
import pytest

from tests.synthetic.counties import AS_OF, MadeCounty, made_county
from tests.synthetic.reading import ELEMENTS, Person, as_day, last_complete_day, tier

STATUSES = {
    "never_checked", "overdue", "due", "up_to_date", "under_18", "in_remission", "lithium_only", "left", "died",
    "on_two_registers",
}  # fmt: skip
REASONS = {
    "nhs_number_check_digit", "nhs_number_damaged", "nhs_number_missing", "born_on_missing", "born_on_impossible",
    "family_name_missing", "two_rows_differ",
}  # fmt: skip
TIERS = {"never_checked", "overdue", "due", "up_to_date"}
COUNTS = ("landed", "folded", "folded_under_quarantined", "folded_under_duplicate", "collapsed", "quarantined")


def test_every_status_reason_and_stop_is_there_even_in_a_small_county(small_county: MadeCounty) -> None:
    people = small_county.people
    assert {row["expected_status"] for row in people} == STATUSES | {""}
    assert {row["expected_quarantine_reason"] for row in people} == REASONS | {""}
    assert {row["expected_stop"] for row in people} == {"", "refused_service", "restricted", "no_share"}
    assert set(small_county.read.form.values()) == {"emis", "systmone", "csv", "xlsx"}
    assert "yes" in {row["is_identical_duplicate"] for row in people}


def test_the_shares_are_those_of_the_field(county: MadeCounty) -> None:
    people = county.people
    asked = [row for row in people if row["expected_status"] in TIERS]
    unchecked = [row for row in asked if row["expected_status"] in ("never_checked", "overdue")]
    assert len(unchecked) / len(asked) == pytest.approx(0.20, abs=0.025)
    by_entry = _by_entry(county)
    silent = [row for row in unchecked if not by_entry[row["file"], row["row"]].lines]
    assert len(silent) / len(unchecked) == pytest.approx(1 / 3, abs=0.08)
    shares = Counter(row["expected_status"] for row in people)
    for status, share, margin in (
        ("died", 0.003, 0.003), ("left", 0.01, 0.005), ("in_remission", 0.04, 0.01), ("lithium_only", 0.02, 0.007),
        ("under_18", 0.005, 0.004), ("on_two_registers", 0.006, 0.005),
    ):  # fmt: skip
        assert shares[status] / len(people) == pytest.approx(share, abs=margin), status
    stops = Counter(row["expected_stop"] for row in people)
    assert stops["refused_service"] / len(people) == pytest.approx(0.02, abs=0.007)
    assert stops["no_share"] / len(people) == pytest.approx(0.015, abs=0.006)
    no_phone = [person for person in county.read.people if not _usable(person)]
    assert len(no_phone) / len(county.read.people) == pytest.approx(0.20, abs=0.03)
    interpreted = [person for person in county.read.people if person.cells["is_interpreter_needed"][0] == "Y"]
    assert len(interpreted) / len(county.read.people) == pytest.approx(0.03, abs=0.012)


def test_men_the_young_and_the_most_deprived_are_checked_less(county: MadeCounty) -> None:
    by_entry = _by_entry(county)
    shares: dict[tuple[str, bool], list[bool]] = defaultdict(list)
    for row in county.people:
        if row["expected_status"] in TIERS and not row["case"]:
            person = by_entry[row["file"], row["row"]]
            unchecked = row["expected_status"] in ("never_checked", "overdue")
            born_on = as_day(person.cells["born_on"])
            assert born_on
            shares["man", person.cells["sex"][0] == "M"].append(unchecked)
            shares["young", (AS_OF - born_on).days < 35 * 365].append(unchecked)
            shares["deprived", int(person.cells["imd_decile"]) <= 2].append(unchecked)
    for group in ("man", "young", "deprived"):
        more, fewer = shares[group, True], shares[group, False]
        assert sum(more) / len(more) > sum(fewer) / len(fewer), group


def test_nhs_numbers_are_valid_of_the_999_range_and_one_a_person(county: MadeCounty) -> None:
    numbers = {row["person_key"]: row["nhs_number"] for row in county.people}
    assert len(set(numbers.values())) == len(numbers) == county.summary.people
    for row in county.people:
        assert row["nhs_number"] == numbers[row["person_key"]]
        assert row["nhs_number"].startswith("999")
        assert nhs_number.is_valid(row["nhs_number"])


def test_the_row_the_truth_points_to_has_the_damage_it_says(county: MadeCounty) -> None:
    by_entry = _by_entry(county)
    for row in county.people:
        cells = by_entry[row["file"], row["row"]].cells
        written, reason = cells["nhs_number"], row["expected_quarantine_reason"]
        if reason == "nhs_number_check_digit":
            assert len(written) == 10
            assert not nhs_number.is_valid(written)
        elif reason == "nhs_number_damaged":
            assert written == "9.99E+09"
        elif reason == "nhs_number_missing":
            assert written == ""
        else:
            assert written == row["nhs_number"]
        born_on = as_day(cells["born_on"])
        assert (cells["born_on"] == "") == (reason == "born_on_missing")
        assert (born_on is not None and born_on > AS_OF) == (reason == "born_on_impossible")
        assert (cells["family_name"] == "") == (reason == "family_name_missing")


def test_second_rows_are_identical_or_differ_as_the_truth_says(county: MadeCounty) -> None:
    rows = defaultdict(list)
    for person in county.read.people:
        rows[person.practice_code, person.cells["nhs_number"]].append(person)
    for row in county.people:
        if row["expected_quarantine_reason"].startswith("nhs_number"):
            continue
        found = rows[row["practice_code"], row["nhs_number"]]
        if row["expected_quarantine_reason"] == "two_rows_differ":
            assert len(found) == 2
            assert found[0].cells != found[1].cells
        elif row["is_identical_duplicate"] == "yes":
            assert len(found) == 2
            assert (found[0].cells, found[0].lines) == (found[1].cells, found[1].lines)
        else:
            assert len(found) == 1


def test_the_rows_of_every_file_add_up_and_are_really_there(county: MadeCounty) -> None:
    assert {row["path"] for row in county.files} == set(county.read.data_rows)
    for row in county.files:
        assert int(row["data_rows"]) == sum(int(row[count]) for count in COUNTS)
        assert int(row["data_rows"]) == county.read.data_rows[row["path"]], row["path"]
        assert date.fromisoformat(row["extract_on"]) == county.read.extract_on[row["practice_code"]]
    landed = Counter(row["file"] for row in county.people if row["expected_fate"] == "landed")
    assert landed == Counter({row["path"]: int(row["landed"]) for row in county.files if int(row["landed"])})
    people = sum(int(row["landed"]) + int(row["collapsed"]) + int(row["quarantined"]) for row in county.files)
    assert people == len(county.read.people)


def test_every_history_has_the_last_complete_check_and_the_tier_of_the_truth(county: MadeCounty) -> None:
    by_entry = _by_entry(county)
    tried = Counter()
    for row in county.people:
        if row["expected_fate"] != "landed":
            continue
        extract_on = county.read.extract_on[row["practice_code"]]
        last = last_complete_day(by_entry[row["file"], row["row"]], extract_on)
        assert (last.isoformat() if last else "") == row["last_complete_on"], row["person_key"]
        if row["expected_status"] in TIERS:
            assert tier(last, extract_on) == row["expected_status"], row["person_key"]
        tried[row["expected_status"]] += 1
    assert set(tried) == STATUSES
    assert min(tried.values()) > 3


@pytest.mark.parametrize("as_of", [date(2024, 2, 29), date(2025, 2, 28), date(2027, 3, 1), date(2028, 2, 29)])
def test_the_truth_holds_on_days_around_the_end_of_february(tmp_path: Path, pcns: Path, as_of: date) -> None:
    leap_county = made_county(tmp_path, pcns, seed=8, people=400, practices=12, as_of=as_of)
    by_entry = _by_entry(leap_county)
    for row in leap_county.people:
        if row["expected_fate"] == "landed":
            extract_on = leap_county.read.extract_on[row["practice_code"]]
            person = by_entry[row["file"], row["row"]]
            last = last_complete_day(person, extract_on)
            assert (last.isoformat() if last else "") == row["last_complete_on"], row["person_key"]
            if row["expected_status"] in TIERS:
                assert tier(last, extract_on) == row["expected_status"], row["person_key"]
            born_on = as_day(person.cells["born_on"])
            assert born_on
            assert (_birthday(born_on, 18) > as_of) == (row["expected_status"] == "under_18")


def test_every_other_status_is_written_in_the_record(county: MadeCounty) -> None:
    by_entry = _by_entry(county)
    keys = Counter(row["person_key"] for row in county.people)
    for row in county.people:
        if row["expected_fate"] != "landed":
            continue
        cells, status = by_entry[row["file"], row["row"]].cells, row["expected_status"]
        diagnosed, remitted = as_day(cells["diagnosis_on"]), as_day(cells["remission_on"])
        born_on = as_day(cells["born_on"])
        assert born_on
        assert (keys[row["person_key"]] == 2) == (status == "on_two_registers")
        assert bool(cells["died_on"]) == (status == "died")
        if status != "died":
            assert bool(cells["deregistered_on"]) == (status == "left")
        assert (_birthday(born_on, 18) > AS_OF) == (status == "under_18")
        is_in_remission = remitted is not None and (diagnosed is None or remitted >= diagnosed)
        assert is_in_remission == (status == "in_remission")
        assert (diagnosed is None and remitted is None) == (status == "lithium_only")
        if status == "lithium_only":
            lithium_on = as_day(cells["lithium_on"])
            assert lithium_on
            assert 0 <= (county.read.extract_on[row["practice_code"]] - lithium_on).days <= 180


def test_borders_lie_exactly_on_their_days(small_county: MadeCounty) -> None:
    cases = {row["case"]: row for row in small_county.people if row["case"]}

    def gap(case: str, years: int) -> int:
        extract_on = small_county.read.extract_on[cases[case]["practice_code"]]
        border = extract_on.replace(year=extract_on.year - years)
        return (date.fromisoformat(cases[case]["last_complete_on"]) - border).days

    assert (gap("exactly_three_years", 3), cases["exactly_three_years"]["expected_status"]) == (0, "due")
    assert (gap("three_years_and_a_day", 3), cases["three_years_and_a_day"]["expected_status"]) == (-1, "overdue")
    assert (gap("exactly_twelve_months", 1), cases["exactly_twelve_months"]["expected_status"]) == (0, "due")
    assert gap("a_day_less_than_twelve_months", 1) == 1
    assert cases["a_day_less_than_twelve_months"]["expected_status"] == "up_to_date"
    assert cases["checked_on_29_february"]["last_complete_on"] == "2024-02-29"
    assert cases["window_reaches_29_february"]["last_complete_on"] == "2025-02-28"
    assert cases["eighteenth_birthday_today"]["expected_status"] == "never_checked"
    assert cases["eighteenth_birthday_tomorrow"]["expected_status"] == "under_18"
    for case in ("six_elements_over_13_months", "decline_for_one_element"):
        person = _by_entry(small_county)[cases[case]["file"], cases[case]["row"]]
        assert {element for element, *_ in person.lines} == set(ELEMENTS)
        assert cases[case]["expected_status"] == "never_checked"


def test_who_can_be_written_to_has_a_route_an_address_and_no_stop(county: MadeCounty) -> None:
    by_entry = _by_entry(county)
    written = [row for row in county.people if row["can_be_written_to"] == "yes"]
    assert len(written) > 500
    for row in county.people:
        assert (row["can_be_written_to"] == "yes") == (row["why_not"] == "")
    reasons = {row["why_not"] for row in county.people}
    assert reasons >= {"contact_method", "information_format", "language", "postcode_missing", "refused_service"}
    assert next(row for row in county.people if row["case"] == "no_fixed_abode")["why_not"] == "no_fixed_abode"
    assert {row["expected_status"] for row in written} == {"never_checked", "overdue", "due"}
    for row in written:
        assert row["outreach_route"]
        assert row["expected_stop"] == ""
        cells = by_entry[row["file"], row["row"]].cells
        assert "99 9" in cells["postcode"]
        assert cells["address_1"] != "NO FIXED ABODE"
        assert cells["is_interpreter_needed"][0] == "N"


def _birthday(born_on: date, years: int) -> date:
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 3, 1)


def _usable(person: Person) -> bool:
    for phone in (person.cells["phone_home"], person.cells["phone_mobile"]):
        digits = "".join(filter(str.isdigit, phone)).removeprefix("44").removeprefix("0")
        if len(digits) == 10:
            return True
    return False


def _by_entry(county: MadeCounty) -> dict[tuple[str, str], Person]:
    return {(person.file, str(person.row)): person for person in county.read.people}
