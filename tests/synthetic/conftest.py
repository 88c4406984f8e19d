"""Counties to look at, made once: none needs a database or the region pack."""

from pathlib import Path

import pytest

from tests.synthetic.counties import MadeCounty, made_county


@pytest.fixture(scope="session")
def pcns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stand-in for the region's list of networks."""
    path = tmp_path_factory.mktemp("region") / "pcns.csv"
    places = (
        ("00Q", "blackburn-with-darwen"), ("00R", "blackpool"), ("01A", "lancashire-east"),
        ("01E", "lancashire-central"), ("01K", "lancashire-north"), ("01K", "south-cumbria"),
        ("02M", "lancashire-north"),
    )  # fmt: skip
    rows = [f"U9000{number},Network {number},{icb},{place}" for number, (icb, place) in enumerate(places)]
    path.write_text("\n".join(["pcn_code,name,sub_icb_code,place_code", *rows, ""]), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory, pcns: Path) -> MadeCounty:
    """A county large enough for its shares to be seen."""
    return made_county(tmp_path_factory.mktemp("county"), pcns, seed=11, people=6_000, practices=64)


@pytest.fixture(scope="session")
def small_county(tmp_path_factory: pytest.TempPathFactory, pcns: Path) -> MadeCounty:
    return made_county(tmp_path_factory.mktemp("small"), pcns, seed=3, people=300, practices=14)
