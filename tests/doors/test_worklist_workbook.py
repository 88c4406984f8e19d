"""The morning list, read back with two readers that share no code with the writer."""

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import fields, replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from pipeline.core.health_plan import is_plan_heading
from pipeline.core.safe_contact import SafeContact
from pipeline.core.worklist import CHANNELS, ELEMENTS, Outcome, TakenBack, WorklistRow
from pipeline.doors.workbooks import sheet_names
from pipeline.doors.worklist_workbook import worklist_workbook

AS_OF = date(2026, 1, 9)
PROVIDER = "Sample & Partners"
FIRST_ENTRIES = ["Outcome", "Date of contact", "Call back on"]
NOTE = "Note for the practice (no clinical detail)"
ENTRIES = [
    *FIRST_ENTRIES, "Time of day", "How", NOTE, "Do not use again", "Mind next time", "Booked for", "Booked at (time)",
    "Booked where", "Booked with", "Why not attended", "Blood pressure", "Weight (BMI)", "Alcohol", "Cholesterol",
    "Blood sugar", "Smoking", "Results are with", "Results went to practice on",
]  # fmt: skip
ROW = WorklistRow(
    worklist_item_id="item-1",
    rank=1,
    band=1,
    pcn_code="U90001",
    pcn_name="Harbourside PCN",
    practice_name="Fernlea Surgery",
    name="Briony Quillfeather",
    preferred_name="Bri",
    address="1 Invented Terrace\nExampleton\nZZ1 1ZZ",
    phone_mobile="07700 900101",
    phone_home="01632 960101",
    email="briony@mail.example",
    language="Urdu",
    needs="Interpreter needed",
    key_worker="Rowan Applegarth",
    what_to_do="Ring in the afternoon",
    why="No complete check on record",
    tried="Letter 15/12/2025",
)
STARTS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1+1", "\r=1+1", "\n=1+1", '=HYPERLINK("http://a.example","x")']


def opened(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def sheet_of(*rows: WorklistRow) -> Worksheet:
    return opened(worklist_workbook(PROVIDER, AS_OF, rows)).worksheets[1]


def people_of(book: Workbook) -> list[Worksheet]:
    """The sheets of a PCN each."""
    return [sheet for sheet in book.worksheets if sheet.title not in ("Read me", "Lists")]


def column_of(sheet: Worksheet, header: str) -> str:
    return next(cell.column_letter for cell in sheet[1] if cell.value == header)


def validation_of(sheet: Worksheet, header: str) -> Any:
    cell = f"{column_of(sheet, header)}2"
    return next(rule for rule in sheet.data_validations.dataValidation if cell in rule.sqref)


def offered(header: str) -> list[str]:
    """What a drop-down offers: the cells of the hidden sheet that it names."""
    book = opened(worklist_workbook(PROVIDER, AS_OF, [ROW]))
    rule = validation_of(book.worksheets[1], header)
    assert rule.type == "list"
    name, cells = rule.formula1.removeprefix("=").split("!")
    assert book[name.strip("'")].sheet_state == "hidden"
    return [cell.value for (cell,) in book[name.strip("'")][cells.replace("$", "")]]


def excel_day(text: str) -> date:
    return date.fromordinal(date(1899, 12, 30).toordinal() + int(text))


def read_me_text(rows: list[WorklistRow]) -> str:
    sheet = CalamineWorkbook.from_filelike(BytesIO(worklist_workbook(PROVIDER, AS_OF, rows))).get_sheet_by_name(
        "Read me"
    )
    return "\n".join(" ".join(str(cell) for cell in row) for row in sheet.to_python())


def test_both_readers_see_the_same_person_the_same_way() -> None:
    told = {"safe_contact": "Leave no voicemail and no message with anybody.", "mark": "changed"}
    booked = {"appointment": "12/01/2026 at 10:30, Moor Hall", "missing": "Blood pressure, Smoking"}
    content = worklist_workbook(PROVIDER, AS_OF, [replace(ROW, **told, **booked)])
    by_openpyxl = [cell.value or "" for cell in opened(content).worksheets[1][2]]
    by_calamine = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(1).to_python()[1]
    assert by_openpyxl == by_calamine
    assert by_openpyxl == [
        1,
        "Changed",
        "Briony Quillfeather\nlikes to be called Bri",
        "Ring in the afternoon",
        "No complete check on record",
        "Leave no voicemail and no message with anybody.",
        "07700 900101\n01632 960101 home",
        "1 Invented Terrace\nExampleton\nZZ1 1ZZ\nbriony@mail.example",
        "Urdu\nInterpreter needed",
        "Fernlea Surgery\nkey worker Rowan Applegarth",
        "12/01/2026 at 10:30, Moor Hall\nStill to do: Blood pressure, Smoking",
        "Letter 15/12/2025",
        *([""] * 21),
        "item-1",
    ]


def test_a_list_has_no_place_for_what_a_worker_does_not_need() -> None:
    allowed = {
        *(
            "worklist_item_id",
            "rank",
            "band",
            "pcn_code",
            "pcn_name",
            "practice_name",
            "name",
            "preferred_name",
        ),
        *("address", "phone_mobile", "phone_home", "email", "language", "needs", "key_worker"),
        *("what_to_do", "why", "tried", "place_code", "partner_code", "worker_code", "step", "round", "mark"),
        *("safe_contact", "appointment", "missing", "shared_place", "has_plan_rows"),
    }
    assert {field.name for field in fields(WorklistRow)} == allowed


def test_people_are_in_order_of_rank_whatever_order_they_came_in() -> None:
    rows = [replace(ROW, rank=rank, worklist_item_id=f"item-{rank}") for rank in (10, 2, 1)]
    sheet = sheet_of(*rows)
    assert [sheet.cell(row, 1).value for row in (2, 3, 4)] == [1, 2, 10]
    assert worklist_workbook(PROVIDER, AS_OF, rows) == worklist_workbook(PROVIDER, AS_OF, rows[::-1])


def test_rows_of_one_band_share_a_colour_that_differs_from_the_next_band() -> None:
    sheet = sheet_of(*(replace(ROW, rank=rank, band=band) for rank, band in [(1, 1), (2, 1), (3, 2)]))
    colours = [sheet.cell(row, 3).fill.start_color.rgb for row in (2, 3, 4)]
    assert colours[0] == colours[1] != colours[2]


def test_the_outcome_drop_down_offers_every_outcome_and_nothing_else() -> None:
    assert offered("Outcome") == [outcome.label for outcome in Outcome]


def test_an_outcome_is_found_by_its_code_and_no_two_share_a_label() -> None:
    assert Outcome("wrong_contact_details") is Outcome.WRONG_CONTACT_DETAILS
    assert len({outcome.label for outcome in Outcome}) == len(Outcome) == 25


def test_the_date_of_contact_may_not_be_later_than_31_days_after_the_list() -> None:
    rule = validation_of(sheet_of(ROW), "Date of contact")
    assert (rule.type, rule.operator or "between") == ("date", "between")
    assert excel_day(rule.formula2) == date(2026, 2, 9)
    assert excel_day(rule.formula1) < AS_OF


def test_a_call_back_cannot_be_set_in_the_past() -> None:
    rule = validation_of(sheet_of(ROW), "Call back on")
    assert (rule.type, excel_day(rule.formula1)) == ("date", AS_OF)


def test_the_note_is_limited_in_length_and_warns_against_health_details() -> None:
    rule = validation_of(sheet_of(ROW), NOTE)
    assert (rule.type, rule.formula1) == ("textLength", "500")
    assert "Nothing about health" in rule.prompt


def test_only_the_columns_a_worker_fills_in_are_unlocked_and_tinted() -> None:
    sheet = sheet_of(ROW)
    unlocked = [sheet.cell(1, cell.column).value for cell in sheet[2] if not cell.protection.locked]
    assert unlocked == ENTRIES
    tints = {cell.fill.start_color.rgb for cell in sheet[2] if not cell.protection.locked}
    assert len(tints) == 1
    assert tints.isdisjoint({cell.fill.start_color.rgb for cell in sheet[2] if cell.protection.locked})


def test_every_entry_says_what_may_be_put_in_it_and_what_of_a_list_is_chosen_from_it() -> None:
    sheet = sheet_of(ROW)
    rules = {heading: validation_of(sheet, heading) for heading in ENTRIES}
    assert all(rule.prompt and rule.error for rule in rules.values())
    assert offered("Time of day") == ["Morning", "Afternoon", "Evening"]
    assert offered("How") == list(CHANNELS.values())
    assert {tuple(offered(label)) for label in ELEMENTS.values()} == {("Done", "Declined")}
    assert offered("Do not use again") == ["Call", "Text", "Letter", "Visit", "Email"]
    assert offered("Mind next time") == [each.label for each in SafeContact]


def test_a_time_that_is_typed_is_a_time_and_an_appointment_is_not_in_the_past() -> None:
    sheet = sheet_of(ROW)
    assert sheet[f"{column_of(sheet, 'Booked at (time)')}2"].number_format == "hh:mm"
    assert validation_of(sheet, "Booked at (time)").type == "time"
    assert excel_day(validation_of(sheet, "Booked for").formula1) == AS_OF


def test_what_is_needed_only_once_a_check_is_booked_is_on_no_first_page() -> None:
    sheet = sheet_of(ROW)
    last = sheet[sheet.print_area.split(":")[1].replace("$", "")].column
    on_paper = [cell.value for cell in sheet[1][:last]]
    assert on_paper[-3:] == FIRST_ENTRIES
    assert sum(sheet.column_dimensions[cell.column_letter].width for cell in sheet[1][:last]) < 216


def test_whoever_a_letter_goes_to_is_on_a_quiet_sheet_with_a_place_to_answer_and_no_rank() -> None:
    quiet = replace(ROW, step="letter", worklist_item_id="item-2", name="Cassia Mossop")
    book = opened(worklist_workbook(PROVIDER, AS_OF, [ROW, quiet]))
    assert book.sheetnames == ["Read me", "Harbourside PCN", "Letters", "Lists"]
    assert [sheet.max_row for sheet in book.worksheets[1:3]] == [2, 2]
    letters = book["Letters"]
    assert (letters["A2"].value, letters["C2"].value[:13]) == ("", "Cassia Mossop")
    assert (letters[1][12].value, letters[2][-1].value) == ("Outcome", "item-2")
    assert "People on it 1" in read_me_text([ROW, quiet])


def test_what_was_agreed_with_somebody_stands_above_rank_one() -> None:
    agreed = replace(ROW, rank=9, step="call_back", worklist_item_id="item-9")
    sheet = sheet_of(ROW, agreed)
    assert [sheet.cell(row, 1).value for row in (2, 3)] == [9, 1]


def test_who_is_taken_back_is_named_with_the_reason_and_by_no_name_where_only_the_practice_may_know_it() -> None:
    gone = [TakenBack("item-7", date(2026, 1, 8), "Bartle Fewston", "The practice's record shows a check.")]
    gone.append(TakenBack("item-8", date(2026, 1, 8), "", "Only the practice may contact this person."))
    book = opened(worklist_workbook(PROVIDER, AS_OF, [ROW], taken_back=gone))
    rows = [[cell.value for cell in row] for row in book["Taken back"].iter_rows(min_row=2)]
    assert [[row[0], row[1], row[3], row[4]] for row in rows] == [
        ["Bartle Fewston", "08/01/2026", "The practice's record shows a check.", "item-7"],
        ["(not shown)", "08/01/2026", "Only the practice may contact this person.", "item-8"],
    ]
    assert not any(cell.value == "Outcome" for cell in book["Taken back"][1])


def test_there_is_room_for_a_plan_of_whoever_has_a_check_booked_and_of_nobody_else() -> None:
    seen = replace(ROW, has_plan_rows=True, worklist_item_id="item-2", name="Cassia Mossop")
    sheet = opened(worklist_workbook(PROVIDER, AS_OF, [ROW, seen]))["My plans"]
    headings = [cell.value for cell in sheet[1]]
    assert is_plan_heading(headings)
    assert {(row[0].value, row[-1].value) for row in sheet.iter_rows(min_row=2)} == {("Cassia Mossop", "item-2")}
    assert sheet.max_row > 3
    unlocked = [headings[at] for at, cell in enumerate(sheet[2]) if not cell.protection.locked]
    assert unlocked == headings[1:-1]
    rule = validation_of(sheet, "Goal area")
    assert rule.formula1.startswith("'Lists'!")


def test_the_sheet_is_protected_but_can_be_filtered_and_its_columns_widened() -> None:
    protection = sheet_of(ROW).protection
    assert protection.sheet
    # In the file format False means "not forbidden".
    assert [protection.autoFilter, protection.sort, protection.formatColumns] == [False, False, False]
    assert protection.formatCells
    assert protection.deleteRows
    assert protection.insertRows


def test_the_item_id_is_the_last_column_narrow_grey_and_off_the_paper() -> None:
    sheet = sheet_of(ROW)
    last = sheet[2][-1]
    assert (sheet.cell(1, last.column).value, last.value) == ("worklist_item_id", "item-1")
    assert sheet.column_dimensions[last.column_letter].width < 7
    assert last.font.color.rgb == "FF8A949E"
    assert sheet.print_area.endswith("$O$2")


def test_header_and_names_stay_in_view_and_every_column_can_be_filtered() -> None:
    sheet = sheet_of(ROW, replace(ROW, rank=2))
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref == "A1:AH3"
    assert sheet.sheet_view.zoomScale in (None, 100)
    assert sheet["C2"].alignment.wrap_text
    assert (sheet["C2"].font.name, sheet["C2"].font.size) == ("Calibri", 11)


def test_a_page_is_a4_landscape_one_page_wide_with_header_and_confidential_footer() -> None:
    sheet = sheet_of(ROW)
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
    footer = sheet.oddFooter.left.text
    # Ampersands are doubled in page footers, or Excel reads the next letter as a command.
    assert footer == "Confidential - Sample && Partners - 09/01/2026 - page &P of &N"


def test_rows_are_tall_enough_for_the_longest_cell() -> None:
    sheet = sheet_of(ROW, replace(ROW, rank=2, why="word " * 40))
    assert sheet.row_dimensions[3].height > sheet.row_dimensions[2].height > 4 * 15


@pytest.mark.parametrize("text", STARTS)
def test_a_cell_that_looks_like_a_formula_stays_text(text: str) -> None:
    names = [f.name for f in fields(ROW) if f.name not in ("rank", "band")]
    content = worklist_workbook(text, AS_OF, [replace(ROW, **dict.fromkeys(names, text))])
    for sheet in opened(content).worksheets:
        assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "inlineStr"}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
        assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
        assert not any(b"http://a.example" in archive.read(n) for n in archive.namelist() if "_rels" in n)
    assert sheet_of(replace(ROW, why=text))["E2"].value == text.strip()


def test_numbers_in_text_keep_their_zeros() -> None:
    assert sheet_of(replace(ROW, phone_mobile="07700900101", phone_home=""))["G2"].value == "07700900101"


def test_characters_that_steer_screens_and_reading_direction_are_taken_out() -> None:
    dirty = "Bri\x00o\x07n\x1by\u202e \u2066Q\ud800uill\ufffe\x7f\x85"
    assert sheet_of(replace(ROW, preferred_name="", name=dirty))["C2"].value == "Briony Quill"


def test_43_pcns_with_names_that_look_alike_each_get_a_sheet_of_their_own() -> None:
    alike = "The Very Long Name of a Primary Care Network "
    rows = [
        replace(ROW, pcn_code=f"U9{n:04d}", pcn_name=f"{alike}{n}", worklist_item_id=f"item-{n}") for n in range(40)
    ]
    odd = ["Read me", "HISTORY", "a/b\\c[d]:e*f?'g'"]
    rows += [
        replace(ROW, pcn_code=f"U8{n:04d}", pcn_name=name, worklist_item_id=f"odd-{n}") for n, name in enumerate(odd)
    ]
    book = opened(worklist_workbook(PROVIDER, AS_OF, rows))
    names = book.sheetnames
    assert len(names) == 45
    assert "HISTORY" not in names  # Excel keeps this name for itself
    assert len({name.casefold() for name in names}) == 45
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\']", name) for name in names)
    assert {sheet.max_row for sheet in people_of(book)} == {2}
    found = {sheet[2][-1].value: sheet.title for sheet in people_of(book)}
    assert all(found[f"item-{n}"].endswith(f"U9{n:04d}") for n in range(40))


def test_sheet_names_survive_even_a_repeated_code() -> None:
    names = sheet_names([("Same", "U1"), ("same", "U1"), ("", "U2"), ("", ""), ("Same U1", "U1")])
    assert len({name.casefold() for name in names}) == 5
    assert all(names)


def test_every_link_on_read_me_leads_to_a_sheet_that_is_there() -> None:
    rows = [replace(ROW, pcn_name="St Ebba's & Moor"), replace(ROW, pcn_name="[Fell]", pcn_code="U90002")]
    book = opened(worklist_workbook(PROVIDER, AS_OF, rows))
    targets = [cell.hyperlink.location for line in book["Read me"].iter_rows() for cell in line if cell.hyperlink]
    assert sorted(targets) == sorted(f"'{sheet.title}'!A1" for sheet in people_of(book))


def test_read_me_says_who_when_how_many_and_how() -> None:
    rows = [ROW, replace(ROW, rank=2), replace(ROW, pcn_code="U90002", pcn_name="Moorland PCN")]
    text = read_me_text(rows)
    for words in (
        PROVIDER,
        "09/01/2026",
        "Harbourside PCN 2 people",
        "Moorland PCN 1 person",
        "ring 999",
        "Leave no message that says why you call",
        "every working day and replaces this one",
        *(f"{outcome.label} {outcome.sentence}" for outcome in Outcome),
    ):
        assert words in text


def test_read_me_gives_no_phone_number_but_the_national_ones() -> None:
    without_dates = re.sub(r"\d\d/\d\d/\d{4}", "", read_me_text([ROW]))
    assert set(re.findall(r"\d{3,}", without_dates)) == {"999", "111"}


def test_an_empty_list_says_that_nobody_is_on_it() -> None:
    assert opened(worklist_workbook(PROVIDER, AS_OF, [])).sheetnames == ["Read me", "Lists"]
    assert "Nobody today" in read_me_text([])


def test_the_file_claims_to_be_made_on_the_day_of_the_list() -> None:
    properties = opened(worklist_workbook(PROVIDER, AS_OF, [ROW])).properties
    assert properties.created == properties.modified == datetime(2026, 1, 9)  # noqa: DTZ001


def test_two_processes_with_other_clocks_and_hash_seeds_write_the_same_bytes() -> None:
    script = (
        "import sys, hashlib; from datetime import date\n"
        "from pipeline.core.worklist import WorklistRow\n"
        "from pipeline.doors.worklist_workbook import worklist_workbook\n"
        f"row = {ROW!r}\n"
        f"content = worklist_workbook({PROVIDER!r}, date(2026, 1, 9), [row])\n"
        "sys.stdout.write(hashlib.sha256(content).hexdigest())\n"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone, seed in [("Pacific/Auckland", "1"), ("America/Adak", "4242")]
    }
    assert digests == {hashlib.sha256(worklist_workbook(PROVIDER, AS_OF, [ROW])).hexdigest()}
