"""Booking requests: who is asked to book, day after day until it is settled, with what, and whom nobody may see."""

import json
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from types import MappingProxyType

import openpyxl
import pytest

from pipeline.core.booking_request import Ways, open_ways
from pipeline.core.region_pack import read_pack
from pipeline.core.safe_contact import SafeContact
from pipeline.doors.sealed_files import is_sealed, opened
from pipeline.doors.seals import require_seals
from pipeline.errors import CorrectConfiguration
from pipeline.steps import updates
from pipeline.steps.bookings import write_bookings
from tests.factories import AS_OF
from tests.steps.outcome_desk import NEXT_DAY, Desk
from tests.steps.region_packs import SETTINGS, pack_texts

PLAN = {"pcn_code": "U90001", "from_on": "2024-12-01", "check_provider_code": "hazel", "status": "confirmed"}


@pytest.fixture
def hazel(desk: Desk) -> Desk:
    """The desk of a region in which Hazel Clinics deliver the checks of the first PCN."""
    added = {"local_plans": [PLAN], "check_providers": [{"check_provider_code": "hazel", "name": "Hazel Clinics"}]}
    desk.service.run("update region_version set content = content || cast(:added as jsonb)", added=json.dumps(added))
    return desk


def please_book(desk: Desk, which: int, **more: object) -> dict[str, object]:
    return {"item": desk.item(which), "outcome": "Would come: please book", "on": AS_OF.isoformat(), **more}


def booked(desk: Desk, as_of: date = NEXT_DAY) -> list[dict[str, object]]:
    """The rows of the day's file for whoever books."""
    desk.service.plan(as_of)
    rows: list[dict[str, object]] = []
    for path in write_bookings(desk.service.connection, desk.outbox, as_of):
        assert path == f"{as_of}/bookings/hazel-{as_of}.xlsx"
        sheet = openpyxl.load_workbook(BytesIO((desk.outbox / path).read_bytes()))["To book"]
        heading, *cells = sheet.iter_rows(values_only=True)
        rows += [dict(zip((str(name) for name in heading), row, strict=True)) for row in cells]
    return rows


def asked_of_the_practice(desk: Desk) -> set[str]:
    updates.propose_updates(desk.service.connection, NEXT_DAY)
    return {row.kind for row in desk.service.rows("select kind from register_update where section = 'please_book'")}


def test_without_anybody_named_the_practice_is_asked_and_there_is_no_other_file(desk: Desk) -> None:
    desk.tell(please_book(desk, 1))
    assert booked(desk) == []
    assert asked_of_the_practice(desk) == {"please_book"}


def test_whoever_delivers_checks_is_asked_and_the_practice_is_only_told(hazel: Desk) -> None:
    hazel.tell(please_book(hazel, 1))
    (row,) = booked(hazel)
    assert asked_of_the_practice(hazel) == set()
    assert [each.kind for each in hazel.service.rows("select kind from register_update")] == ["booking_asked"]
    assert "Brackwell" in str(row["Name"])
    assert (row["Phone and email"], row["Address"], row["Asked by"]) == (
        "07700 900123", "4 Fennel Row, Burnley, BB11 1AA", "Alder Outreach",
    )  # fmt: skip
    assert str(row["Still missing"]).startswith("Blood pressure, Weight (BMI)")
    assert row["worklist_item_id"] == hazel.item(1)


def test_a_request_is_shown_again_each_day_with_its_age_until_it_is_booked(hazel: Desk) -> None:
    hazel.tell(please_book(hazel, 1), please_book(hazel, 2))
    days = [NEXT_DAY, NEXT_DAY, NEXT_DAY + timedelta(days=3)]
    assert [[row["Days waiting"] for row in booked(hazel, day)] for day in days] == [[3, 3], [3, 3], [6, 6]]
    hazel.service.contact(1, "booked", days_ago=0)
    assert [row["worklist_item_id"] for row in booked(hazel, days[2])] == [hazel.item(2)]


def test_what_whoever_books_sends_back_is_taken_and_settles_the_request(hazel: Desk) -> None:
    hazel.tell(please_book(hazel, 1), please_book(hazel, 2))
    assert len(booked(hazel)) == 2
    back = {"item": hazel.item(2), "outcome": "Booked", "on": NEXT_DAY.isoformat(), "booked": "2026-12-01"}
    assert hazel.tell(back, name="hazel/back.csv") == {"taken": 1}
    assert hazel.attempts(2) == [("please_book", AS_OF), ("booked", NEXT_DAY)]
    assert [row["worklist_item_id"] for row in booked(hazel)] == [hazel.item(1)]
    assert hazel.tell({**back, "item": hazel.item(3)}, name="birch/back.csv") == {"quarantined": 1}


@pytest.mark.parametrize("reason", ["died", "refuses_outreach", "is_restricted", "is_not_to_be_shared"])
def test_nobody_stopped_or_protected_is_named_to_whoever_books(hazel: Desk, reason: str) -> None:
    hazel.tell(please_book(hazel, 1))
    hazel.service.stop(1, reason)
    assert booked(hazel) == []


def test_the_day_s_file_goes_when_nobody_is_to_be_booked_any_more(hazel: Desk) -> None:
    hazel.tell(please_book(hazel, 1))
    assert len(booked(hazel)) == 1
    hazel.service.stop(1, "died")
    assert booked(hazel) == []
    assert list(hazel.outbox.rglob("bookings/*")) == []


WAYS = Ways("07700 900001", "01632 960001", "a@example.org", "4 Fennel Row")


@pytest.mark.parametrize(
    ("refused", "codes", "left"),
    [
        ([], [], WAYS),
        (["call"], [], Ways("", "", "a@example.org", "4 Fennel Row")),
        (["email", "letter"], [], Ways("07700 900001", "01632 960001", "", "")),
        ([], [SafeContact.NO_HOME_PHONE], Ways("07700 900001", "", "a@example.org", "4 Fennel Row")),
        ([], [SafeContact.NOT_TO_THE_HOME], Ways("07700 900001", "01632 960001", "a@example.org", "")),
        ([], [SafeContact.THROUGH_THE_KEY_WORKER], Ways("", "", "", "")),
    ],
)
def test_a_way_that_is_closed_is_not_shown(refused: list[str], codes: list[str], left: Ways) -> None:
    assert open_ways(WAYS, refused, codes) == left


def test_a_pack_may_say_who_delivers_checks_and_names_nobody_it_does_not_know() -> None:
    heading = (
        "pcn_code,from_on,to_on,weeks_after_invitation,capacity_a_day,floor_a_day,status,note,check_provider_code\n"
    )
    settings = SETTINGS + '[[check_provider]]\ncode = "hazel"\nname = "Hazel Clinics"\n'
    for code, fault in (("hazel", None), ("", None), ("willow", "'willow' is not in region.toml")):
        texts = pack_texts(settings, local_plans=f"{heading}U90001,2024-12-01,,,,,confirmed,,{code}\n")
        pack, faults = read_pack(texts, is_live=False)
        assert [each.problem for each in faults] == ([fault] if fault else [])
        assert (pack is None) == bool(fault)
    before = heading.replace(",check_provider_code", "")
    pack, faults = read_pack(
        pack_texts(settings, local_plans=f"{before}U90001,2024-12-01,,,,,confirmed,\n"), is_live=False
    )
    assert (pack is not None, faults) == (True, [])


def test_the_file_is_sealed_for_whoever_delivers_checks_and_with_real_people_never_open(hazel: Desk) -> None:
    hazel.tell(please_book(hazel, 1))
    hazel.service.plan(NEXT_DAY)
    words = "hazel five words by chance"
    settings = replace(hazel.service.settings, passphrases=MappingProxyType({"SMI_PASSPHRASE_HAZEL": words}))
    real = replace(hazel.service.settings, is_live=True)
    about = (hazel.service.connection, hazel.outbox, NEXT_DAY)
    with pytest.raises(CorrectConfiguration, match="SMI_PASSPHRASE_HAZEL"):
        write_bookings(*about, real)
    with pytest.raises(CorrectConfiguration, match="SMI_PASSPHRASE_ALDER, SMI_PASSPHRASE_HAZEL"):
        require_seals(hazel.service.connection, real, NEXT_DAY)
    assert not list((hazel.outbox / NEXT_DAY.isoformat()).rglob("bookings/*"))
    (path,) = write_bookings(*about, settings)
    sealed = (hazel.outbox / path).read_bytes()
    assert is_sealed(sealed)
    assert openpyxl.load_workbook(BytesIO(opened(sealed, [words], None)))["To book"].max_row == 2
