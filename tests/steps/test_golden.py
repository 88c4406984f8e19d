"""The golden corpus: every story of tests/golden, told with the real steps on the real database."""

from pathlib import Path

import pytest

from tests.factories import Service
from tests.golden.stories import Story, stories
from tests.golden.telling import Telling


@pytest.mark.parametrize("story", stories(), ids=lambda story: story.slug)
def test_what_must_happen_happens(service: Service, tmp_path: Path, story: Story) -> None:
    Telling(service, story, tmp_path).tell()
