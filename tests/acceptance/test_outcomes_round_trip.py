"""A list filled in, sorted and saved by a real LibreOffice, in three formats: each is read back with nothing lost."""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import text

from pipeline.core import worklist
from pipeline.core.worklist import ELEMENTS, ITEM_ID
from pipeline.doors.db import open_database
from pipeline.steps.outcomes import take_outcomes
from tests import sites
from tests.acceptance.libreoffice import FILTERS, Typed, fill_in
from tests.sites import AS_OF, Site

pytestmark = pytest.mark.acceptance

SERIAL = (AS_OF - date(1899, 12, 30)).days
ON = AS_OF.isoformat()
# Outcome by outcome what is typed under each heading, and what is to be known of it afterwards.
TYPED: Sequence[tuple[dict[str, str | float], dict[str, Any]]] = (
    (
        {
            worklist.OUTCOME: "Booked", worklist.CONTACTED_ON: SERIAL, worklist.TIME_OF_DAY: "Evening",
            worklist.CHANNEL: "Call", worklist.BOOKED_FOR: SERIAL + 10, worklist.BOOKED_AT: 0.4375,
            worklist.BOOKED_WHERE: "Mill Lane, room 4", worklist.BOOKED_WITH: "Nurse Reed",
            worklist.NOTE: "Ring; twice",
        },
        {
            "outcome": "booked", "contacted_on": ON, "time_of_day": "evening", "channel": "call",
            "booked_for": "2026-11-30", "booked_at": "10:30", "booked_where": "Mill Lane, room 4",
            "booked_with": "Nurse Reed", "note": "Ring; twice",
        },
    ),
    (
        {
            worklist.OUTCOME: "Check done", worklist.CONTACTED_ON: "20 Nov 2026", ELEMENTS["bmi"]: "Done",
            ELEMENTS["lipids"]: "Declined", worklist.RESULTS_HELD_BY: "Dr Óran", worklist.RESULTS_SENT_ON: SERIAL,
        },
        {
            "outcome": "check_done", "contacted_on": ON, "elements": {"bmi": "done", "lipids": "declined"},
            "results_held_by": "Dr Óran", "results_sent_on": ON,
        },
    ),
    (
        {worklist.OUTCOME: "call later", worklist.CONTACTED_ON: "20.11.26", worklist.CALL_BACK_ON: SERIAL + 3,
         worklist.REFUSES: "Text", worklist.SAFE_CONTACT: "No voicemail"},
        {"outcome": "call_later", "contacted_on": ON, "call_back_on": "2026-11-23", "refuses": ["text"],
         "safe_contact": ["no_voicemail"]},
    ),
    (
        {worklist.OUTCOME: "Declined this service", worklist.CONTACTED_ON: SERIAL, worklist.NOTE: "=1+1 is no formula"},
        {"outcome": "declined_service", "contacted_on": ON, "note": "=1+1 is no formula"},
    ),
)  # fmt: skip
KEYS = {
    worklist.OUTCOME: "outcome", worklist.CONTACTED_ON: "contacted_on", worklist.TIME_OF_DAY: "time_of_day",
    worklist.CHANNEL: "channel", worklist.BOOKED_FOR: "booked_for", worklist.BOOKED_AT: "booked_at",
    worklist.BOOKED_WHERE: "booked_where", worklist.BOOKED_WITH: "booked_with", worklist.NOTE: "note",
    worklist.RESULTS_HELD_BY: "results_held_by", worklist.RESULTS_SENT_ON: "results_sent_on",
    worklist.CALL_BACK_ON: "call_back_on", worklist.REFUSES: "refuses", worklist.SAFE_CONTACT: "safe_contact",
    **dict.fromkeys(ELEMENTS.values(), "elements"),
}  # fmt: skip


@pytest.fixture(scope="module")
def usual(cluster_url: str, template_database: str, tmp_path_factory: pytest.TempPathFactory) -> Site:
    return sites.after_a_run(cluster_url, template_database, tmp_path_factory.getbasetemp())


def the_list(usual: Site) -> Path:
    """The day's list with the most rows."""
    return max(usual.outbox.rglob("worklists/*.xlsx"), key=lambda path: path.stat().st_size)


def taken(usual: Site, inbox: Path) -> tuple[dict[str, int], dict[str, Any]]:
    """What taking the inbox's lists leaves, by item; nothing is kept."""
    with open_database(usual.settings) as database, database.engine.connect() as connection:
        fates = take_outcomes(connection, inbox, AS_OF)
        rows = connection.execute(text("select worklist_item_id, content from taken_outcome")).all()
        connection.rollback()
    return fates, {row.worklist_item_id: row.content for row in rows}


def test_what_libreoffice_saves_in_any_format_is_read_back_with_nothing_lost(usual: Site, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(the_list(usual))
    typed, wanted, sort = [], {}, {}
    entries = iter(TYPED)
    for sheet in book.worksheets:
        heading = [cell.value for cell in sheet[1]]
        if ITEM_ID not in heading or worklist.OUTCOME not in heading:
            continue
        sort[sheet.title] = (heading.index("Name"), len(heading), sheet.max_row - 1)
        for row in range(2, sheet.max_row + 1):
            said, kept = next(entries, ({}, {}))
            if not said:
                break
            here = {name: value for name, value in said.items() if name in heading}
            assert {worklist.OUTCOME, worklist.CONTACTED_ON} <= here.keys()
            typed += [Typed(sheet.title, heading.index(name), row - 1, value) for name, value in here.items()]
            item_id = str(sheet.cell(row, heading.index(ITEM_ID) + 1).value)
            wanted[item_id] = {key: value for key, value in kept.items() if key in {KEYS[name] for name in here}}
    assert len(wanted) == len(TYPED)
    fill_in(the_list(usual), typed, sort, tmp_path)
    found = {}
    for ending in FILTERS:
        inbox = tmp_path / ending
        (inbox / "outcomes").mkdir(parents=True)
        files = list(tmp_path.glob(f"filled*.{ending}"))
        assert files, ending
        for path in files:
            shutil.copy(path, inbox / "outcomes" / path.name)
        fates, found[ending] = taken(usual, inbox)
        assert fates["taken"] == len(TYPED), (ending, fates)
    assert found == dict.fromkeys(FILTERS, wanted)
