"""The golden corpus: every story of tests/golden, told with the real steps on the real database."""

from pathlib import Path

import pytest

from tests.factories import Service
from tests.golden.make import made_files, readme
from tests.golden.stories import HERE, Story, stories
from tests.golden.telling import Telling


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.slug)
def test_what_must_happen_happens(service: Service, tmp_path: Path, story: Story) -> None:
    Telling(service, story, tmp_path).tell()


def test_every_file_that_is_no_text_is_what_its_source_makes() -> None:
    made = made_files()
    assert {name for name, content in made.items() if (HERE / name).read_bytes() != content} == set()


def test_every_story_has_files_and_every_file_a_story() -> None:
    told = {story.slug for story in stories()}
    lying = {path.relative_to(HERE).parts[0] for path in HERE.glob("*/*") if path.suffix != ".pyc"}
    assert lying - told == set()
    for story in stories():
        arriving = {path.name for path in (HERE / story.slug).iterdir() if path.is_dir()}
        days = [day["on"].isoformat() for day in story.days]
        assert days == sorted(set(days)), story.slug
        assert arriving, story.slug
        assert arriving <= set(days), story.slug


def test_what_arrives_is_told() -> None:
    for story in stories():
        for day in story.days:
            told = {name for extract in day.get("extract", []) for name in extract["files"]}
            folder = story.folder_of(day["on"])
            arriving = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
            assert {name for name in arriving if not name.rsplit("/", 1)[-1].startswith(".")} <= told, story.slug


def test_the_index_lists_every_story() -> None:
    assert (HERE / "README.md").read_text(encoding="utf-8") == readme()
