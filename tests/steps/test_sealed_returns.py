"""Lists that come back sealed: opened with what was agreed, told where nothing opens them, and never forgotten."""

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import openpyxl
import pytest

from pipeline.config import Settings
from pipeline.core.raw_register import NotUnderstood
from pipeline.core.reasons import FileReason
from pipeline.core.worklist import CONTACTED_ON, ITEM_ID, OUTCOME
from pipeline.doors.sealed_files import Seal, new_age_identity, opened
from pipeline.doors.seals import open_sealed, read_returned_tables
from pipeline.steps import outcomes, plans, worklists
from tests.factories import AS_OF, Service, row
from tests.steps.plan_sheets import PlanDesk

ALDER, BIRCH = "alder five words by chance", "birch five words by chance"
IDENTITY, RECIPIENT = new_age_identity()
NEXT_DAY = AS_OF + timedelta(days=1)
BY_WORDS, BY_KEY = Seal(ALDER, None, "m"), Seal(None, RECIPIENT, "m")


@pytest.fixture
def settings_(service: Service) -> Settings:
    told = {"SMI_PASSPHRASE_ALDER": ALDER, "SMI_PASSPHRASE_BIRCH": BIRCH}
    return replace(service.settings, passphrases=MappingProxyType(told), age_identity=IDENTITY)


@pytest.fixture
def filled_in(service: Service, settings_: Settings, tmp_path: Path) -> bytes:
    """The list that went out sealed, opened by the worker, with an outcome for its first person."""
    service.take_in([row(1)])
    service.plan()
    worklists.issue_worklists(service.connection, AS_OF)
    paths = worklists.write_worklists(service.connection, tmp_path, AS_OF, service.region, settings_)
    (path,) = [tmp_path / path for path in paths if path.endswith(".xlsx")]
    book = openpyxl.load_workbook(io.BytesIO(opened(path.read_bytes(), [ALDER], None)))
    for sheet in book.worksheets:
        at: dict[object, int] = {}
        for cells in sheet.iter_rows():
            if OUTCOME in [cell.value for cell in cells] and ITEM_ID in [cell.value for cell in cells]:
                at = {cell.value: cell.column for cell in cells if cell.value}
            elif at and str(cells[at[ITEM_ID] - 1].value).startswith("w"):
                sheet.cell(cells[0].row, at[OUTCOME]).value = "No response"
                sheet.cell(cells[0].row, at[CONTACTED_ON]).value = AS_OF
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def send(service: Service, seal: Seal, content: bytes, name: str = "list.xlsx", folder: str = "alder") -> None:
    path = service.inbox / "outcomes" / folder / seal.path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(seal.close(name, content, AS_OF))


def take(service: Service, settings: Settings) -> dict[str, int]:
    return outcomes.take_outcomes(service.connection, service.inbox, NEXT_DAY, settings)


@pytest.mark.parametrize("seal", [BY_WORDS, BY_KEY, Seal(BIRCH, None, "m")], ids=["passphrase", "key", "another's"])
def test_a_sealed_list_is_taken_like_an_open_one(
    service: Service, settings_: Settings, filled_in: bytes, seal: Seal
) -> None:
    send(service, seal, filled_in)
    assert take(service, settings_) == {"taken": 1}
    assert service.value("select outcome from contact_attempt") == "no_response"
    assert take(service, settings_) == {}


def test_a_locked_list_is_told_once_and_taken_as_soon_as_we_know_its_passphrase(
    service: Service, settings_: Settings, filled_in: bytes
) -> None:
    send(service, BY_WORDS, filled_in)
    unknowing = replace(settings_, passphrases=MappingProxyType({}))
    assert take(service, unknowing) == {"quarantined": 1}
    assert service.value("select reason from outcome_row") == "list_locked"
    assert take(service, unknowing) == {}
    assert take(service, settings_) == {"taken": 1}


def test_a_locked_sheet_of_plans_is_taken_as_soon_as_we_know_its_key(
    service: Service, settings_: Settings, tmp_path: Path
) -> None:
    desk = PlanDesk(service, tmp_path / "outbox")
    said = {
        "item": desk.item(1), "name": "Ms Ada Brackwellb", "agreed": f"{AS_OF:%d/%m/%Y}", "matters": "My allotment",
        "area": "My body", "goal": "Walk to the allotment",
    }  # fmt: skip
    send(service, BY_KEY, desk.sheet(said), "plans.csv")
    without = replace(settings_, age_identity=None)
    assert plans.take_plans(service.connection, service.inbox, AS_OF, without) == {}
    assert plans.take_plans(service.connection, service.inbox, AS_OF, settings_) == {"taken": 1}
    assert desk.plan(1).what_matters == "My allotment"


def test_every_way_of_sealing_reads_the_same(settings_: Settings, tmp_path: Path) -> None:
    plain = tmp_path / "list.csv"
    plain.write_bytes(f"{ITEM_ID},{OUTCOME}\r\nw1,No response\r\n".encode())
    wanted = [list(each) for each in read_returned_tables(plain, "alder", settings_)[0].rows]
    for seal in (BY_WORDS, BY_KEY):
        path = tmp_path / seal.path_of("list.csv")
        path.write_bytes(seal.close("list.csv", plain.read_bytes(), AS_OF))
        for sender in ("alder", "birch", None):
            (table,) = read_returned_tables(path, sender, settings_)
            assert [list(each) for each in table.rows] == wanted


def test_what_nothing_of_ours_opens_is_told_apart_from_what_is_no_table(settings_: Settings, tmp_path: Path) -> None:
    path = tmp_path / "list.csv.age"
    path.write_bytes(BY_KEY.close("list.csv", b"a,b\n", AS_OF))
    for settings, content, reason in (
        (replace(settings_, age_identity=None, passphrases=MappingProxyType({})), None, FileReason.WORKBOOK_PASSWORD),
        (settings_, b" ", FileReason.FILE_EMPTY),
        (replace(settings_, max_file_bytes=2), b"a,b\n", FileReason.FILE_TOO_BIG),
        (
            replace(settings_, max_file_bytes=500),
            BY_KEY.close("x.csv", b"a,b\n" * 80, AS_OF)[:400],
            FileReason.WORKBOOK_PASSWORD,
        ),
    ):
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(NotUnderstood) as told:
            read_returned_tables(path, "alder", settings)
        assert told.value.reason is reason


def test_an_open_file_is_what_it_is(tmp_path: Path, settings_: Settings) -> None:
    path = tmp_path / "list.age.csv"
    path.write_bytes(b"worklist_item_id,Outcome\n")
    assert open_sealed(path, "alder", settings_) == ("list.age.csv", b"worklist_item_id,Outcome\n")
