"""Two counties of true size through the pipeline, beside their truth: 20,000 people, and the published shape."""

from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks.against_truth import (
    AS_OF,
    MEASURES,
    compare,
    counted_by_pipeline,
    counted_in_truth,
    read_truth,
    run_to_plan,
)
from pipeline.config import Settings
from pipeline.doors.db import Database
from pipeline.synthetic import synthesise, synthesise_published
from pipeline.synthetic.published import PUBLISHED
from tests.sites import import_validation

pytestmark = pytest.mark.acceptance
Through = Callable[[], list[dict[str, str]]]


@pytest.fixture(autouse=True, scope="module")
def validation() -> None:
    import_validation()


@pytest.fixture
def through(database: Database, settings: Settings, tmp_path: Path) -> Through:
    """Runs the county that was made to its plan, compares everybody, and gives the truth back."""

    def run() -> list[dict[str, str]]:
        run_to_plan(database, settings, tmp_path, AS_OF)
        truth = read_truth(tmp_path)
        compared = compare(database, settings, truth)
        assert {name: wrong for name, wrong in compared.differing.items() if wrong} == {}
        return truth

    return run


def test_nobody_of_twenty_thousand_has_a_wrong_status_count_route_or_state(tmp_path: Path, through: Through) -> None:
    synthesise(tmp_path, seed=20, people=20_000, practices=200, as_of=AS_OF)
    assert len(through()) > 20_000


def test_the_report_by_sub_icb_and_element_is_the_truth_and_the_publication(
    tmp_path: Path, through: Through, database: Database
) -> None:
    synthesise_published(tmp_path, seed=20, as_of=AS_OF)
    reported = counted_by_pipeline(database, AS_OF) if (truth := through()) else {}
    assert reported == counted_in_truth(truth)
    published = {area.sub_icb_code: tuple(getattr(area, name) for name in MEASURES) for area in PUBLISHED}
    assert reported == published
