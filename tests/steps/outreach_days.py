"""Days of the service as they follow each other: what practices send, what workers answer, what a person releases."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pipeline.core.health_plan import ACHIEVED_ON, AGREED_ON, GOAL, GOAL_AREA, REVIEW_ON, SUPPORTED_BY, WHAT_MATTERS
from pipeline.core.worklist import CONTACTED_ON, ITEM_ID, OUTCOME, Outcome
from pipeline.steps import follow_up, letters, notices, outcomes, plans, reconcile, updates, worklists
from tests.factories import Service, send


@dataclass
class OutreachDays:
    """Lives a service from day to day, with the real steps in the order of the day."""

    service: Service
    folder: Path
    files: int = 0

    def live(self, today: date) -> None:
        """One day: returned lists, statuses, plan, follow-ups, letters drafted, lists issued, updates proposed."""
        service, connection = self.service, self.service.connection
        service.as_of = today
        outcomes.take_outcomes(connection, service.inbox, today)
        plans.take_plans(connection, service.inbox, today)
        service.plan(today)
        follow_up.follow_up(connection, today, service.region)
        notices.withdraw_stopped(connection, today)
        letters.draft_letters(connection, service.settings, today, service.region)
        letters.typeset_drafts(connection, service.settings, self.folder, today)
        worklists.issue_worklists(connection, today)
        updates.propose_updates(connection, today)

    def register(self, rows: list[dict[str, str]], today: date) -> None:
        """The practice's register of a day is taken in."""
        send(self.service.inbox, rows, today)
        self.service.land(today)
        reconcile.reconcile(self.service.connection)

    def release(self, today: date) -> None:
        """A person releases what is drafted."""
        letters.release_letters(
            self.service.connection, self.service.settings, today, self.service.region, "A. Brill", "read ten of them"
        )

    def items(self, today: date) -> list[tuple[str, str, str | None]]:
        """Item, person and step of everybody on a list of the day who is a worker's task."""
        return [
            (each.worklist_item_id, each.person_id, each.step)
            for each in self.service.rows(
                "select worklist_item_id, person_id, step from worklist_item inner join worklist using (worklist_id) "
                "where as_of = :day and not is_withdrawn and step is distinct from 'letter' "
                "and step is distinct from 'letter_again' order by person_id",
                day=today,
            )
        ]

    def answer(self, item: str, outcome: Outcome, on: date, **said: Any) -> None:
        """A worker sends a list back on which one row is filled in; headings by their name, dates as days."""
        self._send({ITEM_ID: item, OUTCOME: outcome.label, CONTACTED_ON: on, **said})

    def plan(self, item: str, agreed_on: date, what_matters: str, goal: str, **said: Any) -> None:
        """A worker sends back a plan with one goal."""
        cells = {ITEM_ID: item, AGREED_ON: agreed_on, WHAT_MATTERS: what_matters, GOAL_AREA: "", GOAL: goal}
        self._send({**cells, SUPPORTED_BY: "", REVIEW_ON: "", ACHIEVED_ON: "", **said})

    def _send(self, cells: dict[str, Any]) -> None:
        self.files += 1
        path = self.service.inbox / "outcomes" / "alder" / f"{self.files}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        said = {name: f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for name, cell in cells.items()}
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, said)
            writer.writeheader()
            writer.writerow(said)


def next_working_day(day: date) -> date:
    """The day after, unless that is a weekend; these tests stay clear of bank holidays."""
    day += timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day
