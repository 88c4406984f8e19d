"""A worklist filled in, sent back and taken: what it changes, what it does not, what the worker is told."""

import csv
import io
import zipfile
from datetime import date, timedelta

import openpyxl
import pytest

from pipeline.core.health_plan import AGREED_ON, GOAL
from pipeline.core.worklist import CALL_BACK_ON, CONTACTED_ON, ITEM_ID, NOTE, OUTCOME
from pipeline.steps import reconcile, staged, updates
from tests.factories import AS_OF, PRACTICE, row
from tests.steps.outcome_desk import NEXT_DAY, PEOPLE, Desk


def test_a_filled_in_workbook_is_taken_row_by_row(desk: Desk) -> None:
    book = desk.book()
    desk.fill(book, desk.item(1), outcome="No response", on=AS_OF)
    desk.fill(book, desk.item(2), outcome="Would come: please book", on=AS_OF, note="Room 4, ring the bell")
    desk.send(book)
    assert desk.take() == {"taken": 2}
    assert desk.attempts(1) == [("no_response", AS_OF)]
    assert desk.attempts(2) == [("please_book", AS_OF)]
    assert desk.attempts(3) == []
    assert [(each["item id"], each["what became of it"], each["why, and what to do"]) for each in desk.answers()] == [
        (desk_item, "taken", "") for desk_item in sorted([desk.item(1), desk.item(2)], key=_order(book))
    ]


def _order(book: openpyxl.Workbook):  # type: ignore[no-untyped-def]
    ids = [cell.value for sheet in book.worksheets for cells in sheet.iter_rows() for cell in cells]
    return ids.index


@pytest.mark.parametrize(("encoding", "delimiter"), [("utf-8-sig", ","), ("cp1252", ";"), ("utf-16", "\t")])
def test_a_list_saved_as_csv_and_sorted_another_way_is_taken_too(desk: Desk, encoding: str, delimiter: str) -> None:
    made = io.StringIO()
    writer = csv.writer(made, delimiter=delimiter)
    writer.writerow(["Outreach list"])
    writer.writerow([ITEM_ID, "Practice", NOTE.upper(), CONTACTED_ON, OUTCOME, CALL_BACK_ON])
    writer.writerow([desk.item(4), "Somebody", "", "20/11/2026", "call later", "27/11/2026"])
    writer.writerow([desk.item(2), "Somebody", "", "20-Nov-2026", " Declined the check ", ""])
    writer.writerow([desk.item(3), "Somebody", "", "", "", ""])
    desk.send(made.getvalue().encode(encoding), "list.csv")
    assert desk.take() == {"taken": 2}
    assert desk.attempts(4) == [("call_later", AS_OF)]
    assert desk.attempts(2) == [("declined_check", AS_OF)]


def test_somebody_reported_dead_is_never_listed_again_and_the_practice_is_asked(desk: Desk) -> None:
    desk.say(1, "Reported to have died")
    for days in (1, 30, 400):
        desk.service.plan(AS_OF + timedelta(days=days))
        assert desk.service.planned(1)[:2] == ("stopped", "reported_dead")
    updates.propose_updates(desk.service.connection, NEXT_DAY)
    paths = updates.write_practice_files(desk.service.connection, desk.outbox, NEXT_DAY)
    written = next(path for path in paths if path.endswith(".csv") and PRACTICE in path)
    asked = (desk.outbox / written).read_text("utf-8-sig")
    assert "may have died" in asked
    assert "remove" not in asked.lower()


def test_a_refusal_stops_and_a_declined_check_only_waits(desk: Desk) -> None:
    book = desk.book()
    desk.fill(book, desk.item(1), outcome="Declined this service", on=AS_OF)
    desk.fill(book, desk.item(2), outcome="Declined the check", on=AS_OF)
    desk.fill(book, desk.item(3), outcome="Moved away", on=AS_OF)
    desk.send(book)
    desk.take()
    desk.service.plan(NEXT_DAY)
    assert desk.service.planned(1)[:2] == ("stopped", "refuses_outreach")
    assert desk.service.planned(2)[:2] == ("waiting_until", "not_this_year")
    assert desk.service.planned(3)[:2] == ("stopped", "reported_moved")


BAD_DATES = (None, "last Tuesday", NEXT_DAY + timedelta(days=9), date(2020, 1, 1))
STOPPING = {"Declined this service": "refuses_outreach", "Reported to have died": "reported_dead"}


def test_a_stop_counts_even_in_a_row_that_is_set_aside(desk: Desk) -> None:
    said = [(outcome, on) for outcome in STOPPING for on in BAD_DATES]
    book = desk.book()
    for which, (outcome, on) in enumerate(said, start=1):
        desk.fill(book, desk.item(which), outcome=outcome, on=on)
    desk.send(book)
    assert desk.take() == {"quarantined": len(said)}
    desk.service.plan(NEXT_DAY)
    for which, (outcome, on) in enumerate(said, start=1):
        assert desk.attempts(which) == []
        assert desk.service.planned(which)[:2] == ("stopped", STOPPING[outcome]), on


def test_somebody_to_be_called_back_waits_until_the_day_agreed(desk: Desk) -> None:
    agreed = AS_OF + timedelta(days=12)
    desk.say(1, "Call later", back=agreed)
    desk.service.plan(agreed - timedelta(days=1))
    assert desk.service.planned(1)[:2] == ("waiting_until", "call_back_agreed")
    desk.service.plan(agreed)
    assert desk.service.planned(1) == ("listed", "listed", "call_back")


def test_a_reported_check_waits_for_the_practice_s_record(desk: Desk) -> None:
    desk.say(1, "Check done")
    desk.service.plan(NEXT_DAY)
    assert desk.service.planned(1)[:2] == ("waiting_until", "awaiting_confirmation")


@pytest.mark.parametrize("outcome", ["Declined this service", "Booked", "Reported to have died"])
def test_entered_in_error_takes_an_outcome_back(desk: Desk, outcome: str) -> None:
    desk.say(1, outcome)
    book = desk.book()
    desk.fill(book, desk.item(1), outcome="Entered in error", on=AS_OF)
    desk.send(book, "correction.xlsx")
    assert desk.take(NEXT_DAY) == {"taken": 1}
    assert desk.attempts(1) == [("entered_in_error", AS_OF)]
    desk.service.plan(NEXT_DAY)
    assert desk.service.planned(1) == ("listed", "listed", "letter")


def test_a_refusal_given_again_after_it_was_taken_back_stops_again(desk: Desk) -> None:
    for number, outcome in enumerate(("Declined this service", "Entered in error", "Declined this service")):
        book = desk.book()
        desk.fill(book, desk.item(1), outcome=outcome, on=AS_OF, note=f"version {number}")
        desk.send(book, f"{number}.xlsx")
        assert desk.take(NEXT_DAY) == {"taken": 1}
    assert desk.attempts(1) == [("declined_service", AS_OF)]
    desk.service.plan(NEXT_DAY)
    assert desk.service.planned(1)[:2] == ("stopped", "refuses_outreach")


def test_a_refusal_lifted_by_a_person_does_not_come_back_with_the_old_list(desk: Desk) -> None:
    desk.say(1, "Declined this service")
    desk.service.run("update stop set lifted_on = :day, lifted_by = 'A. Person', lifted_why = 'asked'", day=NEXT_DAY)
    book = desk.book()
    desk.fill(book, desk.item(1), outcome="Declined this service", on=AS_OF)
    desk.fill(book, desk.item(2), outcome="No response", on=AS_OF)
    desk.send(book, "saved again.xlsx")
    assert desk.take(NEXT_DAY) == {"repeated": 1, "taken": 1}
    assert len(desk.service.rows("select * from stop")) == 1


FAULTY: tuple[tuple[dict[str, object], str], ...] = (
    ({"outcome": "Bookd", "on": AS_OF}, "The outcome is not one of the list."),
    ({"outcome": None, "on": AS_OF}, "Something is filled in, and no outcome"),
    ({"outcome": None, "note": "asked not to be rung"}, "Something is filled in, and no outcome"),
    ({"outcome": "Booked"}, "The date of contact is blank."),
    ({"outcome": "Booked", "on": "31/11/2026"}, "A date cannot be read."),
    ({"outcome": "Booked", "on": "Nov 2026"}, "A date cannot be read."),
    ({"outcome": "Booked", "on": NEXT_DAY + timedelta(days=1)}, "The date of contact is in the future."),
    ({"outcome": "Booked", "on": date(1926, 11, 20)}, "The date of contact is more than a year ago."),
    ({"outcome": "Call later", "on": AS_OF, "back": "soon"}, "The day to call back cannot be read."),
    ({"outcome": "Call later", "on": AS_OF, "back": date(2062, 11, 1)}, "The day to call back is before"),
    ({"outcome": "Call later", "on": AS_OF, "back": date(2026, 1, 1)}, "The day to call back is before"),
    ({"outcome": "Booked", "on": AS_OF, "item": "w0000000000000000"}, "The grey item id is not of any list"),
    ({"outcome": "Booked", "on": AS_OF, "item": None}, "The row has no item id"),
    ({"outcome": "Booked", "on": AS_OF, "item": "' or true --"}, "The grey item id is not of any list"),
)


def test_a_row_that_cannot_be_taken_is_answered_with_a_sentence_and_changes_nothing(desk: Desk) -> None:
    book = desk.book()
    items = [desk.item(which) for which in PEOPLE]
    for item, (said, _) in zip(items, FAULTY, strict=False):
        desk.fill(book, item, **said)
    desk.fill(book, items[-1], outcome="No response", on=AS_OF)
    desk.send(book)
    assert desk.take() == {"quarantined": len(FAULTY), "taken": 1}
    refused = [each for each in desk.answers() if each["what became of it"] == "not taken"]
    order = sorted(range(len(FAULTY)), key=lambda at: _order(desk.book())(items[at]))
    for answer, at in zip(refused, order, strict=True):
        assert answer["why, and what to do"].startswith(FAULTY[at][1]), (FAULTY[at], answer)
        assert answer["item id"] in ("", *items), "what was typed into the grey column is nobody's to repeat"
        assert int(answer["line"]) > 1
    assert [desk.attempts(which) for which in PEOPLE][:-1] == [[]] * (len(PEOPLE) - 1)
    assert desk.service.rows("select * from stop") == []


def test_the_same_list_again_changes_nothing(desk: Desk) -> None:
    desk.say(1, "No response")
    attempts, answers = desk.attempts(1), desk.answers()
    assert desk.take() == {}
    assert desk.take(NEXT_DAY + timedelta(days=5)) == {}
    assert (desk.attempts(1), desk.answers()) == (attempts, answers)
    assert desk.answers(NEXT_DAY + timedelta(days=5)) == []


def test_the_same_list_saved_again_with_one_more_row_counts_only_the_new_one(desk: Desk) -> None:
    desk.say(1, "No response")
    book = desk.book()
    desk.fill(book, desk.item(1), outcome="No response", on=AS_OF)
    desk.fill(book, desk.item(2), outcome="No response", on=AS_OF)
    desk.send(book, "later.xlsx")
    assert desk.take() == {"repeated": 1, "taken": 1}
    assert desk.attempts(1) == [("no_response", AS_OF)]


def test_lists_in_a_folder_of_their_own_are_taken(desk: Desk) -> None:
    book = desk.book()
    desk.fill(book, desk.item(1), outcome="No response", on=AS_OF)
    desk.send(book, "alder/monday/list.xlsx")
    desk.send(b"half a download", "alder/.list.xlsx.part")
    desk.send(b"a spreadsheet's mark that it is open", "alder/~$list.xlsx")
    assert desk.take() == {"taken": 1}


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04 no workbook", b"Name,Remark\r\nA,called\r\n"])
def test_a_file_that_is_no_list_is_answered_once(desk: Desk, content: bytes) -> None:
    desk.send(content, "list.csv")
    assert desk.take() == {"quarantined": 1}
    assert desk.answers()[0]["why, and what to do"].startswith("The file cannot be read as one of our lists")
    assert desk.take() == {}


def test_a_list_with_macros_is_read_and_they_are_not_run(desk: Desk) -> None:
    book, made = desk.book(), io.BytesIO()
    desk.fill(book, desk.item(1), outcome="No response", on=AS_OF)
    book.save(made)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"whatever a macro is")
    desk.send(made.getvalue(), "list.xlsm")
    assert desk.take() == {"taken": 1}


def test_a_list_of_which_a_sheet_was_deleted_is_taken_as_far_as_it_goes(desk: Desk) -> None:
    book = desk.book()
    desk.fill(book, desk.item(1), outcome="No response", on=AS_OF)
    del book["Read me"]
    desk.send(book)
    assert desk.take() == {"taken": 1}


def test_a_file_of_plans_alone_is_no_unreadable_list(desk: Desk) -> None:
    desk.send(f'{ITEM_ID},{AGREED_ON},"{GOAL}"\r\n{desk.item(1)},20/11/2026,walk\r\n'.encode(), "plans.csv")
    assert desk.take() == {}
    assert desk.answers() == []


def test_a_list_with_a_password_that_does_not_open_says_so(desk: Desk) -> None:
    desk.send(b"\xd0\xcf\x11\xe0" + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le"), "list.xlsx")
    assert desk.take() == {"quarantined": 1}
    assert desk.why()[0].startswith("The file has a password")


def test_a_list_nobody_filled_in_is_no_fault(desk: Desk) -> None:
    desk.send(desk.book())
    assert desk.take() == {"empty": 1}
    assert desk.answers()[0]["why, and what to do"] == "No row of the list has been filled in."


def test_a_list_whose_grey_column_is_gone_loses_no_outcome_silently(desk: Desk) -> None:
    desk.send(f"{OUTCOME},{CONTACTED_ON}\r\nBooked,20/11/2026\r\nNo response,20/11/2026\r\n".encode(), "list.csv")
    assert desk.take() == {"quarantined": 2}


def test_an_answer_names_nobody(desk: Desk) -> None:
    book = desk.book()
    desk.fill(book, desk.item(1), outcome="Brackwell refuses", on=AS_OF, note="Ada Brackwell", item="Ada Brackwell")
    desk.send(book, "Ada Brackwell.xlsx")
    desk.take()
    answers = list(desk.outbox.rglob("answer-*.csv"))
    assert len(answers) == 1
    assert "brackwell" not in (answers[0].name + answers[0].read_text()).lower()


def test_a_list_of_an_earlier_day_still_counts(desk: Desk) -> None:
    book = desk.book()
    desk.fill(book, desk.item(1), outcome="Declined this service", on=AS_OF)
    desk.issue(NEXT_DAY)
    desk.send(book)
    assert desk.take(NEXT_DAY + timedelta(days=1)) == {"taken": 1}
    desk.service.plan(NEXT_DAY + timedelta(days=1))
    assert desk.service.planned(1)[:2] == ("stopped", "refuses_outreach")


def test_what_was_said_of_an_old_nhs_number_counts_for_the_person_under_the_new_one(desk: Desk) -> None:
    service = desk.service
    book, item = desk.book(), desk.item(1)
    service.as_of = NEXT_DAY
    newcomer = row(30, family_name=row(1)["family_name"])
    service.take_in([newcomer, *(row(which) for which in PEOPLE if which != 1)], NEXT_DAY)
    (staged_one,) = staged.waiting(service.connection, NEXT_DAY, service.region.rule_on(NEXT_DAY))
    about = (
        staged_one.staged_id,
        "same-person",
        "A. Brill",
        "rang the practice",
        NEXT_DAY,
        service.region.rule_on(NEXT_DAY),
    )
    staged.settle(service.connection, *about)
    reconcile.reconcile(service.connection)
    desk.fill(book, item, outcome="declined_service", on=NEXT_DAY)
    desk.send(book)
    assert desk.take()["taken"] == 1
    assert [outcome for outcome, _ in desk.attempts(30)] == ["declined_service"]
    service.plan(NEXT_DAY)
    assert service.planned(30)[:2] == ("stopped", "refuses_outreach")
