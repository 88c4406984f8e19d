"""A worker's sheet of plans: lists issued, plans written down and sent back, the days that follow."""

import csv
import io
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import text

from pipeline.core.health_plan import ACHIEVED_ON, AGREED_ON, GOAL, GOAL_AREA, REVIEW_ON, SUPPORTED_BY, WHAT_MATTERS
from pipeline.core.identity import opaque_id
from pipeline.core.worklist import ELEMENTS, ITEM_ID
from pipeline.steps import follow_up, worklists
from pipeline.steps.my_plan import write_plan_pages
from pipeline.steps.outcome_answers import answer_outcomes
from pipeline.steps.outcomes import take_outcomes
from pipeline.steps.plans import take_plans
from tests.factories import AS_OF, PRACTICE, Service, row

HEADING = {
    "item": ITEM_ID, "name": "Name", "agreed": AGREED_ON, "matters": WHAT_MATTERS, "area": GOAL_AREA, "goal": GOAL,
    "who": SUPPORTED_BY, "review": REVIEW_ON, "achieved": ACHIEVED_ON,
}  # fmt: skip
NAMES = {1: "Ada", 2: "Ben", 3: "Cy"}


@dataclass
class PlanDesk:
    """A list of three people of AS_OF, and the way back for what was agreed with them."""

    service: Service
    outbox: Path

    def __post_init__(self) -> None:
        self.service.take_in([row(which, given_name=name) for which, name in NAMES.items()])
        self.service.plan(AS_OF)
        worklists.issue_worklists(self.service.connection, AS_OF)

    def item(self, which: int) -> str:
        """The person's item of the list of AS_OF, whoever they are known as now."""
        return opaque_id("w", AS_OF, "alder", self.service.person(which))

    def register(self, on: date, *which: int, **said: str) -> None:
        """The practice's next register, of whoever is named."""
        self.service.as_of = on
        self.service.take_in([row(each, given_name=NAMES.get(each, "Dee"), **said) for each in which], on)

    def sheet(self, *said: dict[str, str]) -> bytes:
        made = io.StringIO()
        writer = csv.writer(made)
        writer.writerow(HEADING.values())
        writer.writerows([each.get(name, "") for name in HEADING] for each in said)
        return made.getvalue().encode("utf-8-sig")

    def send(self, *said: dict[str, str], name: str = "plans.csv", folder: str = "") -> None:
        path = self.service.inbox / "outcomes" / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.sheet(*said))

    def take(self, as_of: date = AS_OF) -> dict[str, int]:
        """Outcomes, then plans, as the day does."""
        take_outcomes(self.service.connection, self.service.inbox, as_of)
        return take_plans(self.service.connection, self.service.inbox, as_of)

    def follow_up(self, as_of: date) -> dict[str, int]:
        """What is due on a day, after the day's plan."""
        self.service.plan(as_of)
        return follow_up.follow_up(self.service.connection, as_of, self.service.region)

    def due(self, which: int) -> str:
        """The reason for which somebody is on the newest list besides the overdue."""
        found = self.service.rows(
            "select reason from follow_up where person_id = :person and as_of = (select max(as_of) from run)",
            person=self.service.person(which),
        )
        return found[0].reason if found else ""

    def pages(self, as_of: date) -> list[str]:
        paths = write_plan_pages(self.service.connection, self.outbox, as_of, self.service.region)
        return [(self.outbox / path).read_text("utf-8") for path in paths]

    def fates(self) -> list[tuple[int, str, str | None]]:
        found = self.service.rows("select line_no, fate, reason from outcome_row where sheet <> '' order by line_no")
        return [(each.line_no, each.fate, each.reason) for each in found]

    def answers(self, as_of: date = AS_OF) -> list[str]:
        """What the senders of the day's files are told of each row."""
        paths = answer_outcomes(self.service.connection, self.outbox, as_of)
        texts = ((self.outbox / path).read_text("utf-8-sig") for path in paths)
        return [": ".join(cells[4:]) for text in texts for cells in list(csv.reader(io.StringIO(text)))[1:]]

    def plan(self, which: int) -> Any:
        found = self.service.rows(
            "select * from health_plan where person_id = :person order by agreed_on desc",
            person=self.service.person(which),
        )
        return found[0]

    def goals(self, which: int) -> list[tuple[str, str, date | None]]:
        found = self.service.rows(
            "select domain, words, achieved_on from health_goal where health_plan_id = :plan order by goal_number",
            plan=self.plan(which).health_plan_id,
        )
        return [tuple(each) for each in found]

    def says(self, which: int, outcome: str, on: date, step: str = "call", **said: Any) -> None:
        """What came of one contact, as taking outcomes leaves it."""
        episode = self.service.value(
            "select episode_id from episode where person_id = :person order by opened_on desc limit 1",
            person=self.service.person(which),
        )
        columns = {
            "contact_attempt_id": f"c-{which}-{outcome}-{on}", "person_id": self.service.person(which),
            "practice_code": PRACTICE, "provider_code": "alder", "episode_id": episode, "step": step, "channel": "call",
            "contacted_on": on, "outcome": outcome, "source": self.item(which), "is_unasked": step == "call", **said,
        }  # fmt: skip
        binds = ", ".join(f":{name}" for name in columns)
        self.service.connection.execute(
            text(f"insert into contact_attempt ({', '.join(columns)}) values ({binds})"), columns
        )

    def checks(self, which: int, on: date, elements: tuple[str, ...] | None = tuple(ELEMENTS)) -> None:
        """A check that was delivered, and reported as taking outcomes leaves it."""
        self.says(which, "check_done", on)
        self.service.run(
            "insert into check_report (check_report_id, contact_attempt_id, done_on, elements) "
            "values (:id, :contact, :on, :elements)",
            id=f"k-{which}-{on}", contact=f"c-{which}-check_done-{on}", on=on,
            elements=list(elements) if elements is not None else None,
        )  # fmt: skip
