"""The page beside a provider's workbook: of the same people, written once, sealed wherever the workbook is."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.doors.sealed_files import Seal
from pipeline.doors.worklist_page import page_seal
from pipeline.steps.worklists import issue_worklists, write_worklists
from tests.factories import AS_OF, Service, row

PASSPHRASE = "five small otters swim upstream"


def page_of(paths: list[str], folder: Path) -> bytes:
    (page,) = [path for path in paths if path.endswith(".html")]
    return (folder / page).read_bytes()


@pytest.fixture
def listed(service: Service) -> Service:
    service.take_in([row(1), row(2)])
    service.plan()
    issue_worklists(service.connection, AS_OF)
    return service


def test_a_page_lies_beside_the_workbook_and_a_second_run_writes_the_same_bytes(
    listed: Service, tmp_path: Path
) -> None:
    names = [each.content["name"] for each in listed.rows("select content from worklist_item")]
    assert len(names) == 2
    for settings in (None, replace(listed.settings, passphrases={"SMI_PASSPHRASE_ALDER": PASSPHRASE})):
        paths = write_worklists(listed.connection, tmp_path, AS_OF, listed.region, settings)
        page = page_of(paths, tmp_path)
        assert [name.encode() in page for name in names] == [settings is None] * 2
        assert page_of(write_worklists(listed.connection, tmp_path, AS_OF, listed.region, settings), tmp_path) == page


def test_whoever_has_a_key_of_age_alone_gets_no_page() -> None:
    with pytest.raises(ValueError, match="passphrase"):
        page_seal(Seal(None, "age1", "m"), None)


def test_only_where_the_workbook_lies_open_does_the_page(listed: Service) -> None:
    assert page_seal(None, listed.settings) is None
    seal = page_seal(Seal(PASSPHRASE, None, "m"), listed.settings)
    assert seal is not None
    assert (seal.passphrase, seal.key) == (PASSPHRASE, listed.settings.key)
