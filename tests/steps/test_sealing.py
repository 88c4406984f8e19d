"""What goes to providers is read as the provider and sealed for it; with real people nothing leaves open."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import openpyxl
import pytest

from pipeline.config import Settings
from pipeline.doors.sealed_files import StaysSealed, is_sealed, new_age_identity, opened
from pipeline.doors.seals import require_seals, seals_in_force
from pipeline.errors import CorrectConfiguration, CorrectReferenceData
from pipeline.steps import notices, worklists
from pipeline.steps.regions import load_region
from tests.factories import AS_OF, Service
from tests.steps.desks import Desk
from tests.steps.region_packs import SETTINGS, write_pack

ALDER, BIRCH, CEDAR = "alder five words by chance", "birch five words by chance", "cedar five words by chance"
IDENTITY, RECIPIENT = new_age_identity()
PARTNER = '[[partner]]\ncode = "cedar-hub"\nname = "Cedar Hub"\nprovider_code = "alder"\n'


@pytest.fixture
def desk(service: Service, tmp_path: Path) -> Desk:
    return Desk(service, tmp_path / "outbox")


def knowing(settings: Settings, *, is_live: bool = False, **passphrases: str) -> Settings:
    told = {f"SMI_PASSPHRASE_{code.upper()}": words for code, words in passphrases.items()}
    return replace(settings, is_live=is_live, passphrases=MappingProxyType(told))


def write(desk: Desk, settings: Settings | None) -> list[str]:
    worklists.issue_worklists(desk.service.connection, AS_OF)
    return worklists.write_worklists(desk.service.connection, desk.folder, AS_OF, desk.service.region, settings)


def load(service: Service, folder: Path, settings: str) -> None:
    load_region(service.connection, write_pack(folder / "another", settings=settings), is_live=False)


def with_key(after: str) -> str:
    return SETTINGS.replace(after, f'{after}\nage_recipient = "{RECIPIENT}"') + PARTNER


def test_a_list_is_sealed_with_the_provider_s_passphrase_and_opens_as_it_was(desk: Desk) -> None:
    desk.plan()
    paths = write(desk, desk.service.settings)
    (path,) = [path for path in paths if path.endswith(".xlsx")]
    plain = (desk.folder / path).read_bytes()
    assert write(desk, knowing(desk.service.settings, alder=ALDER, birch=BIRCH)) == paths
    sealed = (desk.folder / path).read_bytes()
    assert is_sealed(sealed)
    assert opened(sealed, [ALDER], None) == plain
    with pytest.raises(StaysSealed):
        opened(sealed, [BIRCH], None)


def test_the_same_day_again_leaves_the_same_sealed_bytes(desk: Desk) -> None:
    desk.plan()
    settings = knowing(desk.service.settings, alder=ALDER)
    paths = write(desk, settings)
    first = [(desk.folder / path).read_bytes() for path in paths]
    assert not [content for content in first if b"Brackwell" in content]
    write(desk, settings)
    assert [(desk.folder / path).read_bytes() for path in paths] == first
    write(desk, knowing(desk.service.settings, alder=CEDAR))
    (book,) = [desk.folder / path for path in paths if path.endswith(".xlsx")]
    assert opened(book.read_bytes(), [CEDAR], None)


def test_with_a_key_alone_the_list_is_sealed_for_it_and_the_open_one_taken_back(desk: Desk, tmp_path: Path) -> None:
    desk.plan()
    (before,) = [path for path in write(desk, desk.service.settings) if path.endswith(".xlsx")]
    load(desk.service, tmp_path, with_key('outward_name = "Alder"'))
    (path,) = write(desk, desk.service.settings)
    assert path == before + ".age"
    assert [each.name for each in (desk.folder / path).parent.iterdir()] == [Path(path).name]
    found = opened((desk.folder / path).read_bytes(), [], IDENTITY)
    assert openpyxl.load_workbook(io.BytesIO(found)).sheetnames


def test_a_notice_names_people_so_it_is_sealed_and_the_printer_s_is_not(desk: Desk) -> None:
    desk.plan()
    desk.issue()
    desk.stop("complaint")
    desk.take_back()
    settings = knowing(desk.service.settings, alder=ALDER)
    (path,) = notices.notify_withdrawals(desk.service.connection, desk.folder, settings)
    assert path == f"{AS_OF}/withdrawals/alder-{AS_OF}-1.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(opened((desk.folder / path).read_bytes(), [ALDER], None)))
    ((_, name, *_),) = [[row[2], row[3]] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert name == "Ms Ada Brackwellb"
    assert notices.notify_withdrawals(desk.service.connection, desk.folder, settings) == []


def test_the_printer_s_notice_stays_open_with_real_people_and_is_written_before_anybody_complains(desk: Desk) -> None:
    desk.draft()
    desk.release()
    desk.write()
    desk.issue()
    desk.stop("complaint")
    desk.take_back()
    real = knowing(desk.service.settings, is_live=True)
    with pytest.raises(CorrectConfiguration, match="SMI_PASSPHRASE_ALDER"):
        notices.notify_withdrawals(desk.service.connection, desk.folder, real)
    (written,) = (desk.folder / AS_OF.isoformat() / "withdrawals").iterdir()
    assert written.name == f"printer-{AS_OF}-1.csv"
    assert list(csv.DictReader(io.StringIO(written.read_text("utf-8-sig")))) == [{"letter_id": desk.letter()}]


def test_with_real_people_nothing_is_written_for_whom_nothing_seals(desk: Desk) -> None:
    desk.plan()
    for settings in (
        knowing(desk.service.settings, is_live=True),
        knowing(desk.service.settings, is_live=True, birch=BIRCH),
    ):
        with pytest.raises(CorrectConfiguration, match="SMI_PASSPHRASE_ALDER"):
            write(desk, settings)
    assert not list(desk.folder.rglob("*.xlsx"))
    assert desk.service.value("select count(*) from outbox_file where kind = 'worklist'") == 0
    assert desk.service.value("select count(*) from worklist_item where is_handed_over") == 0


def test_real_people_s_lists_are_not_written_by_whoever_forgot_the_settings(desk: Desk) -> None:
    desk.plan()
    desk.service.run(
        "insert into database_mode (is_live, key_fingerprint) select true, 'x' where not exists (table database_mode)"
    )
    desk.service.run("update database_mode set is_live = true")
    with pytest.raises(CorrectConfiguration, match="SMI_PASSPHRASE_ALDER"):
        write(desk, None)


def test_a_run_is_refused_before_it_begins_where_a_covering_provider_has_no_seal(
    service: Service, tmp_path: Path
) -> None:
    real = knowing(service.settings, is_live=True, birch=BIRCH)
    with pytest.raises(CorrectConfiguration, match=r"SMI_PASSPHRASE_ALDER,? ") as told:
        require_seals(service.connection, real, AS_OF)
    # Birch covers none of the practices there are.
    assert "BIRCH" not in str(told.value)
    require_seals(service.connection, knowing(service.settings, is_live=True, alder=ALDER), AS_OF)
    require_seals(service.connection, knowing(service.settings), AS_OF)
    load(service, tmp_path, with_key('outward_name = "Alder"'))
    require_seals(service.connection, knowing(service.settings, is_live=True), AS_OF)
    # Nobody is covered before the region went live.
    require_seals(service.connection, knowing(service.settings, is_live=True), AS_OF - timedelta(days=900))


def test_our_own_key_is_checked_before_a_run_begins(service: Service) -> None:
    mistyped = IDENTITY[:-1] + ("Q" if IDENTITY[-1] != "Q" else "P")
    with pytest.raises(CorrectConfiguration, match="SMI_AGE_IDENTITY") as told:
        require_seals(service.connection, replace(service.settings, age_identity=mistyped), AS_OF)
    assert mistyped not in str(told.value)


def test_a_partner_has_its_own_seal_or_its_provider_s(service: Service, tmp_path: Path) -> None:
    load(service, tmp_path, SETTINGS + PARTNER)
    shared = seals_in_force(service.connection, knowing(service.settings, alder=ALDER))
    assert shared.of("alder", "cedar-hub") == shared.of("alder")
    own = seals_in_force(service.connection, knowing(service.settings, alder=ALDER, cedar_hub=CEDAR))
    its, whole = own.of("alder", "cedar-hub"), own.of("alder")
    assert its is not None
    assert whole is not None
    assert (its.passphrase, whole.passphrase) == (CEDAR, ALDER)
    assert own.of("birch") is None


def test_a_pack_with_a_mistyped_public_key_is_refused(service: Service, tmp_path: Path) -> None:
    mistyped = with_key('outward_name = "Alder"').replace(
        RECIPIENT, RECIPIENT[:-1] + ("q" if RECIPIENT[-1] != "q" else "p")
    )
    with pytest.raises(CorrectReferenceData, match=r"line 19.*age_recipient is not as expected"):
        load(service, tmp_path, mistyped)


def test_lists_and_notices_are_read_under_the_provider_s_role_or_not_at_all(desk: Desk) -> None:
    desk.plan()
    desk.issue()
    desk.stop("complaint")
    desk.take_back()
    desk.service.run("drop policy a_provider_s_own on worklist_item")
    with pytest.raises(CorrectConfiguration, match="sees 0 of 1"):
        worklists.write_worklists(desk.service.connection, desk.folder, AS_OF, desk.service.region)
    desk.service.run("drop policy a_provider_s_own on withdrawal_notice")
    with pytest.raises(CorrectConfiguration, match="sees 0 of 1"):
        notices.notify_withdrawals(desk.service.connection, desk.folder)
