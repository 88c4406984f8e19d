"""The run reads the clock once, to know today: years away and in another zone the same day gives the same bytes."""

from pathlib import Path

import pytest

from tests import sites
from tests.sites import Site, database_of, environ_of

pytestmark = pytest.mark.acceptance


@pytest.mark.parametrize(
    ("clock", "zone"), [("@2031-03-29 23:59:58", "Europe/London"), ("@2019-01-01 00:00:01", "Pacific/Kiritimati")]
)
def test_another_clock_and_zone_give_the_same_bytes(
    cluster_url: str, template_database: str, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path,
    clock: str, zone: str,
) -> None:  # fmt: skip
    base = tmp_path_factory.getbasetemp()
    usual = sites.after_a_run(cluster_url, template_database, base)
    with database_of(cluster_url, sites.prepared(cluster_url, template_database, base), "elsewhen") as url:
        site = Site(tmp_path, usual.inbox, environ_of(tmp_path, url))
        done = site.spawn(*site.day_s_run, before=["faketime", "-f", clock], TZ=zone)
        assert done.code == 0, done.err
        assert sorted(site.files()) == sorted(usual.files())
        assert [path for path, content in site.files().items() if content != usual.files()[path]] == []


def test_the_clock_is_really_another_one(tmp_path: Path) -> None:
    """Without this the test above would pass where the clock could not be changed at all."""
    site = Site(tmp_path, tmp_path, {**environ_of(tmp_path, "postgresql://nobody@127.0.0.1:1/none"), "SMI_LIVE": "true",
                                     "SMI_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="})  # fmt: skip
    said = site.spawn("synthesise", str(tmp_path / "county"), "--people", "20", "--practices", "2",
                      before=["faketime", "-f", "@2031-03-29 12:00:00"])  # fmt: skip
    assert said.code == 0, said.err
    assert [path for path in (tmp_path / "county" / "inbox").rglob("*") if "203103" in path.name]
