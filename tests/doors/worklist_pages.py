"""People who do not exist and pages of their lists, for tests that read a page and tests that use one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipeline.core.region_safety import Safety
from pipeline.core.worklist import TakenBack, WorklistRow
from pipeline.core.worklist_guide import ClinicDay, Guide, Service
from pipeline.doors.page_seal import PageSeal
from pipeline.doors.worklist_page import PageFacts, worklist_page

AS_OF = date(2026, 11, 20)
PASSPHRASE = "five small otters swim upstream"
SEAL = PageSeal(PASSPHRASE, b"k" * 32)
FACTS = PageFacts("Sample & Partners", AS_OF, AS_OF, "sample-2026-11-20")
GUIDE = Guide(
    Safety(crisis_phone="01632 960110"),
    services=(Service("", "", "Peer support <worker>", "Meets people", "Ring 01632 960555", ""),),
    clinic_days=(ClinicDay("U90001", "Harbour Hall", "2 Invented Quay", "Mondays 09:00 to 12:00"),),
)
TAKEN_BACK = TakenBack("w-gone", date(2026, 11, 19), "Ossian Fell", "Had their check.")
ROW = WorklistRow(
    worklist_item_id="w-1",
    rank=1,
    band=1,
    pcn_code="U90001",
    pcn_name="Harbourside PCN",
    practice_name="Fernlea Surgery",
    name="Briony Quillfeather",
    preferred_name="Bri",
    address="1 Invented Terrace, Exampleton, ZZ1 1ZZ",
    phone_mobile="07700 900101",
    phone_home="01632 960101",
    email="briony@mail.example",
    language="Urdu",
    needs="Interpreter needed",
    key_worker="Rowan Applegarth",
    what_to_do="Call. A letter has gone out and there was time to answer it.",
    why="No complete check on record",
    tried="letter sent 02/11/2026",
    step="call",
    mark="new",
    safe_contact="Leave no voicemail and no message with anybody.",
)
SECOND = replace(
    ROW, worklist_item_id="w-2", rank=2, band=2, name="Iwan Cresswold", preferred_name="", pcn_code="U90002",
    pcn_name="Moorland PCN", phone_mobile="07700 900102", phone_home="", step="text", what_to_do="Text them first.",
    mark="carried_over", safe_contact="", language="",
)  # fmt: skip
THIRD = replace(
    SECOND, worklist_item_id="w-3", rank=3, name="Maud Pennybank", phone_mobile="07700 900103", step="agree_plan",
    what_to_do="Agree a plan with them.", mark="changed",
)  # fmt: skip
ROWS = (ROW, SECOND, THIRD)
# What was agreed with somebody comes first.
IN_ORDER = [THIRD.name, ROW.name, SECOND.name]


def page_of(rows: Sequence[WorklistRow] = ROWS, seal: PageSeal | None = None, facts: PageFacts = FACTS) -> bytes:
    """A page of these people, and of one who was taken back."""
    return worklist_page(facts, rows, [TAKEN_BACK], GUIDE, seal)
