"""A county of the published shape has the published counts, in what its files say and not in what it claims alone."""

from collections import Counter
from pathlib import Path

import pytest

from pipeline.errors import CorrectReferenceData
from pipeline.synthetic import synthesise_published
from pipeline.synthetic.published import ALL_SIX, PUBLISHED, Lot, Published, lots_of
from pipeline.synthetic.streams import stream
from pipeline.synthetic.vocabulary import ELEMENTS
from tests.synthetic.counties import AS_OF, MadeCounty, rows_of
from tests.synthetic.reading import Person, read_county, states

ASKED = {"never_checked", "overdue", "due", "up_to_date"}
WEST_LANCASHIRE = next(area for area in PUBLISHED if area.sub_icb_code == "02G")


@pytest.fixture(scope="module")
def west_lancashire(tmp_path_factory: pytest.TempPathFactory) -> MadeCounty:
    """One of the eight, so that it costs little."""
    folder = tmp_path_factory.mktemp("published")
    summary = synthesise_published(folder, seed=4, as_of=AS_OF, areas=(WEST_LANCASHIRE,))
    truth = folder / "truth"
    return MadeCounty(folder, summary, rows_of(truth / "people.csv"), rows_of(truth / "files.csv"), read_county(folder))


@pytest.fixture(params=["the county", "the published one"])
def made(request: pytest.FixtureRequest, county: MadeCounty, west_lancashire: MadeCounty) -> MadeCounty:
    return county if request.param == "the county" else west_lancashire


def test_the_published_table_adds_up_to_the_published_total() -> None:
    assert len({area.sub_icb_code for area in PUBLISHED}) == 8
    assert sum(area.register for area in PUBLISHED) == 18_301
    assert sum(area.all_six for area in PUBLISHED) == 11_916
    assert sum(area.practices for area in PUBLISHED) == 201


@pytest.mark.parametrize("area", PUBLISHED, ids=lambda area: area.sub_icb_code)
@pytest.mark.parametrize("seed", [1, 2])
def test_lots_have_the_published_counts_whatever_the_seed(area: Published, seed: int) -> None:
    lots = lots_of(stream(seed, "lots"), area)
    assert len(lots) == area.register
    assert sum(lot.recent == ALL_SIX for lot in lots) == area.all_six
    for element in ELEMENTS:
        assert sum(element in lot.recent for lot in lots) == area.with_element(element)
    assert all((lot.tier == "up_to_date") == (lot.recent == ALL_SIX) for lot in lots)
    unchecked = sum(lot.tier in ("never_checked", "overdue") for lot in lots)
    assert unchecked / area.register == pytest.approx(0.2, abs=0.035)
    assert lots == lots_of(stream(seed, "lots"), area)
    assert lots != lots_of(stream(seed + 10, "lots"), area)


def test_what_the_files_say_has_the_published_counts(west_lancashire: MadeCounty) -> None:
    by_entry = _by_entry(west_lancashire)
    counted = Counter[str]()
    for row in west_lancashire.people:
        if row["expected_status"] in ASKED:
            extract_on = west_lancashire.read.extract_on[row["practice_code"]]
            said = states(by_entry[row["file"], row["row"]], extract_on)
            counted.update(element for element, state in said.items() if state == "recorded")
            counted.update({"register": 1, "all_six": set(said.values()) == {"recorded"}})
    assert counted["register"] == WEST_LANCASHIRE.register
    assert counted["all_six"] == WEST_LANCASHIRE.all_six
    assert {element: counted[element] for element in ELEMENTS} == {
        element: WEST_LANCASHIRE.with_element(element) for element in ELEMENTS
    }


def test_the_states_of_the_truth_are_those_of_the_lines(made: MadeCounty) -> None:
    by_entry = _by_entry(made)
    tried = Counter[str]()
    for row in made.people:
        if row["expected_fate"] == "landed":
            said = states(by_entry[row["file"], row["row"]], made.read.extract_on[row["practice_code"]])
            tried.update(said.values())
            for state in ("missing", "out_of_date", "declined"):
                assert row[state].split() == [element for element in ELEMENTS if said[element] == state]
            is_counted = row["expected_status"] in ASKED and set(said.values()) == {"recorded"}
            assert (row["is_counted_nationally"] == "yes") == is_counted
            assert row["is_counted_by_qof"] >= row["is_counted_nationally"]
    assert min(tried[state] for state in ("recorded", "missing", "out_of_date", "declined")) > 50


def test_routes_are_of_the_unchecked_and_of_people_due_who_did_not_answer(made: MadeCounty) -> None:
    routes = Counter((row["expected_status"], row["outreach_route"]) for row in made.people)
    by_route = {route: {status for status, other in routes if other == route} for _, route in routes}
    assert by_route["no_check_in_years"] == {"never_checked", "overdue"}
    assert by_route["hard_to_reach"] == {"due"}
    assert routes["due", ""] > routes["due", "hard_to_reach"] > 10


def test_nobody_of_the_published_shape_is_on_two_registers_or_without_a_network(west_lancashire: MadeCounty) -> None:
    numbers = Counter(row["nhs_number"] for row in west_lancashire.people)
    assert set(numbers.values()) == {1}
    practices = rows_of(west_lancashire.folder / "reference" / "practices.csv")
    assert len(practices) == WEST_LANCASHIRE.practices
    assert all(practice["pcn_code"] for practice in practices)
    excluded = {row["expected_status"] for row in west_lancashire.people} - ASKED
    assert excluded >= {"in_remission", "lithium_only", ""}


def test_a_region_without_the_networks_says_which_are_missing(tmp_path: Path, pcns: Path) -> None:
    with pytest.raises(CorrectReferenceData, match="no network of 02G"):
        synthesise_published(tmp_path, seed=1, as_of=AS_OF, pcns=pcns, areas=(WEST_LANCASHIRE,))


def test_a_lot_without_anything_is_empty() -> None:
    lots = lots_of(stream(1, "lots"), WEST_LANCASHIRE)
    silent = [lot for lot in lots if lot.has_nothing]
    assert set(silent) == {Lot(frozenset(), "never_checked", has_nothing=True)}  # type: ignore[arg-type]
    assert 0.03 < len(silent) / len(lots) < 0.07


def _by_entry(county: MadeCounty) -> dict[tuple[str, str], Person]:
    return {(person.file, str(person.row)): person for person in county.read.people}
