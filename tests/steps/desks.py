"""The service's desk: a day up to a moment, a stop, and what is then to be seen of it outside."""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

from pipeline.core.whom import Whom
from pipeline.steps import letters, notices, stops, worklists
from pipeline.steps.notices import TakenBack
from pipeline.steps.stops import Recorded, StopSource
from pipeline.steps.whom import family_of
from tests.factories import AS_OF, Service, row

BEFORE = AS_OF - timedelta(days=7)


class Desk:
    """A service with its outbox: the day up to a moment, a stop, and what is to be seen of it outside."""

    def __init__(self, service: Service, folder: Path) -> None:
        self.service, self.folder = service, folder

    def plan(self, people: int = 2) -> None:
        self.service.take_in([row(which) for which in range(1, people + 1)], BEFORE)
        self.service.plan()

    def draft(self, people: int = 2) -> None:
        self.plan(people)
        self.draft_planned()

    def draft_planned(self) -> None:
        """Drafts for whoever is planned."""
        about = (self.service.connection, self.service.settings)
        letters.draft_letters(*about, AS_OF, self.service.region)
        letters.typeset_drafts(*about, self.folder, AS_OF)

    def issue(self, as_of: date = AS_OF) -> None:
        worklists.issue_worklists(self.service.connection, as_of)
        worklists.write_worklists(self.service.connection, self.folder, as_of, self.service.region)

    def release(self) -> letters.Release:
        return letters.release_letters(
            self.service.connection, self.service.settings, AS_OF, self.service.region, "A. Brill", "read them"
        )

    def write(self, as_of: date = AS_OF) -> int:
        return letters.write_released(self.service.connection, self.service.settings, self.folder, as_of)

    def stop(self, reason: str, which: int = 1, until: date | None = None, as_of: date = AS_OF) -> Recorded:
        return stops.record_stop(
            self.service.connection, self.service.person(which), reason, "N. Otley", StopSource.PHONE, as_of, until
        )

    def take_back(self, as_of: date = AS_OF) -> TakenBack:
        return notices.withdraw_stopped(self.service.connection, as_of)

    def told(self, as_of: date = AS_OF) -> dict[str, list[dict[str, str]]]:
        """Every notice in the outbox of a day, by file."""
        notices.notify_withdrawals(self.service.connection, self.folder)
        found = sorted((self.folder / as_of.isoformat() / "withdrawals").glob("*.csv"))
        return {path.name: list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))) for path in found}

    def state(self, which: int = 1) -> str:
        return str(
            self.service.value(
                "select state from letter where person_id = :who order by state limit 1", who=self.service.person(which)
            )
        )

    def letter(self, which: int = 1) -> str:
        who = self.service.person(which)
        return str(self.service.value("select letter_id from letter where person_id = :who", who=who))

    def lift(self, stop_id: str, by: str = "N. Otley", why: str = "settled") -> None:
        """Lifts a stop of the first person."""
        family = family_of(self.service.connection, Whom(self.service.person(1)))
        stops.lift_stop(self.service.connection, family, stop_id, by, why, AS_OF)
