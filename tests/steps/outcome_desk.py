"""An outreach worker's desk for tests: the list as it came, a pen, and the way back into the inbox."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import openpyxl

from pipeline.core import worklist
from pipeline.core.worklist import ITEM_ID
from pipeline.steps import worklists
from pipeline.steps.outcome_answers import answer_outcomes
from pipeline.steps.outcomes import take_outcomes
from tests.factories import AS_OF, Service, row

NEXT_DAY = AS_OF + timedelta(days=3)
PEOPLE = range(1, 18)
HEADINGS = {
    "item": ITEM_ID, "name": "Name", "outcome": worklist.OUTCOME, "on": worklist.CONTACTED_ON,
    "back": worklist.CALL_BACK_ON, "time": worklist.TIME_OF_DAY, "how": worklist.CHANNEL,
    "booked": worklist.BOOKED_FOR, "at": worklist.BOOKED_AT, "where": worklist.BOOKED_WHERE,
    "with": worklist.BOOKED_WITH, "why": worklist.WHY_NOT, "held_by": worklist.RESULTS_HELD_BY,
    "sent": worklist.RESULTS_SENT_ON, "refuses": worklist.REFUSES, "mind": worklist.SAFE_CONTACT,
    "note": worklist.NOTE, **worklist.ELEMENTS,
}  # fmt: skip


class Desk:
    """An outreach worker's desk: the list as it came, a pen, and the way back into the inbox."""

    def __init__(self, service: Service, outbox: Path) -> None:
        self.service = service
        self.outbox = outbox

    def issue(self, as_of: date) -> None:
        self.service.plan(as_of)
        worklists.issue_worklists(self.service.connection, as_of)
        worklists.write_worklists(self.service.connection, self.outbox, as_of, self.service.region)

    def item(self, which: int, as_of: date = AS_OF) -> str:
        return str(
            self.service.value(
                "select worklist_item_id from worklist_item inner join worklist using (worklist_id) "
                "where person_id = :person and as_of = :as_of",
                person=self.service.person(which), as_of=as_of,
            )
        )  # fmt: skip

    def book(self, as_of: date = AS_OF) -> openpyxl.Workbook:
        return openpyxl.load_workbook(next((self.outbox / as_of.isoformat() / "worklists").glob("*.xlsx")))

    def fill(self, book: openpyxl.Workbook, item_id: str, **said: object) -> None:
        """Writes into the yellow cells of the row with the item id, as a person would."""
        for sheet in book.worksheets:
            for cells in sheet.iter_rows():
                if [cell for cell in cells if cell.value == ITEM_ID]:
                    at = {cell.value: cell.column for cell in cells if cell.value}
            for cells in sheet.iter_rows():
                if item_id in [cell.value for cell in cells]:
                    for name, value in said.items():
                        sheet.cell(cells[0].row, at[HEADINGS[name]]).value = value  # type: ignore[index]
                    return
        raise AssertionError("the item is on no sheet of the list")

    def send(self, book: openpyxl.Workbook | bytes, name: str = "list.xlsx") -> None:
        path = self.service.inbox / "outcomes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(book, bytes):
            path.write_bytes(book)
        else:
            book.save(path)

    def take(self, as_of: date = NEXT_DAY) -> dict[str, int]:
        taken = take_outcomes(self.service.connection, self.service.inbox, as_of)
        answer_outcomes(self.service.connection, self.outbox, as_of)
        return taken

    def answers(self, as_of: date = NEXT_DAY) -> list[dict[str, str]]:
        found = sorted((self.outbox / as_of.isoformat() / "outcomes").rglob("answer-*.csv"))
        return [each for path in found for each in csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))]

    def attempts(self, which: int) -> list[tuple[str, date]]:
        found = self.service.rows(
            "select outcome, contacted_on from contact_attempt "
            "where person_id = :person order by contacted_on, outcome",
            person=self.service.person(which),
        )
        return [(each.outcome, each.contacted_on) for each in found]

    def send_csv(self, *rows: dict[str, object], name: str = "list.csv") -> None:
        """Rows as a plain CSV under the headings they need, in that order."""
        headings = list(dict.fromkeys(heading for each in rows for heading in each))
        made = io.StringIO(newline="")
        writer = csv.writer(made)
        writer.writerow([HEADINGS.get(heading, heading) for heading in headings])
        writer.writerows([each.get(heading, "") for heading in headings] for each in rows)
        self.send(made.getvalue().encode(), name)

    def tell(self, *rows: dict[str, object], name: str = "list.csv", as_of: date = NEXT_DAY) -> dict[str, int]:
        """Rows sent as a plain CSV and taken."""
        self.send_csv(*rows, name=name)
        return self.take(as_of)

    def why(self, as_of: date = NEXT_DAY) -> list[str]:
        return [each["why, and what to do"] for each in self.answers(as_of)]

    def say(self, which: int, outcome: str, on: object = AS_OF, **said: object) -> None:
        """One outcome for one person, sent and taken the next day."""
        book = self.book()
        self.fill(book, self.item(which), outcome=outcome, on=on, **said)
        self.send(book)
        self.take()


def issued_desk(service: Service, folder: Path) -> Desk:
    """A desk with the list of the first day."""
    desk = Desk(service, folder / "outbox")
    service.take_in([row(which) for which in PEOPLE])
    desk.issue(AS_OF)
    return desk
