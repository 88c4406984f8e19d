"""Whatever workers find, practices send and people decide, the laws hold on every day.

No contact after a stop; no two unasked-for approaches within the gap; nobody on two lists; nothing on a day off; and
nobody overdue without a next step or a reason. The real steps run on a real database; what must hold is worked out
here from what the test itself did.
"""

import os
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from pipeline.core.contact_rules import ContactPolicy, PolicyStep
from pipeline.core.contact_steps import Step
from pipeline.core.worklist import BOOKED_FOR, CALL_BACK_ON, OUTCOME_BY_CODE, Outcome
from pipeline.steps import notices, stops
from tests.factories import Service, checked, row
from tests.steps.outreach_days import OutreachDays

# A soak plays more lives, each of them longer: SMI_TEST_SOAK=10.
SOAK = int(os.environ.get("SMI_TEST_SOAK", "1"))
LIVES, STEPS = 4 * SOAK, 24
BEGIN = date(2026, 9, 7)
DAYS_OFF = {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29)}
GAP = timedelta(days=7)
OLDEST_REGISTER = timedelta(days=35)
# Agreed with the person or following from it; everything else is an approach nobody asked for.
ASKED = {"call_back", "remind", "ask_attended", "after_miss", "finish_check", "agree_plan", "review_plan"}
# A region in a hurry: only the least time between two approaches keeps its steps apart.
HASTY = ContactPolicy(
    rounds=2,
    days_between_rounds=20,
    steps=(
        PolicyStep(Step.LETTER),
        *(PolicyStep(step, 1) for step in (Step.CALL, Step.CALL, Step.LETTER_AGAIN, Step.VISIT, Step.DESKTOP_REVIEW)),
    ),
)
ENDING = {"reported_dead", "declined_service", "complaint", "moved_away"}
CAST: dict[int, dict[str, str]] = {
    1: {},
    2: {"phone_mobile": "", "phone_home": ""},
    3: {"postcode": "ZZ99 3VZ"},
    4: {"information_format": "Requires information in Easy read"},
    5: {"contact_method": "Requires contact by telephone"},
    6: {"language": "Urdu", "is_interpreter_needed": "Y"},
    7: {"phone_home": "01632 960123"},
    8: {"is_hard_to_reach": "Y", "bmi_date_1": "01/03/2024", "bmi_term_1": "Body mass index", "bmi_value_1": "27"},
}


@dataclass
class Life:
    """What the test knows of one person."""

    marks: dict[str, str] = field(default_factory=dict)
    is_gone: bool = False
    stops: set[str] = field(default_factory=set)
    paused_until: date | None = None
    last_unasked_on: date | None = None


class Days(RuleBasedStateMachine):
    """A service of eight people, lived through day by day."""

    service: Service
    folder: Path
    # The steps that stood on lists, and what workers found: a machine that did nothing would hold every law.
    seen: set[str]

    def __init__(self) -> None:
        super().__init__()
        self.attempt = self.service.connection.begin_nested()
        for path in self.service.inbox.rglob("*.csv"):
            path.unlink()
        self.lives = {which: Life(dict(said)) for which, said in CAST.items()}
        self.today = BEGIN
        self.days = OutreachDays(self.service, self.folder)
        self.answers: list[tuple[int, str, Outcome, date]] = []
        self.is_planned = False
        self.register_of = BEGIN
        self._register()
        self._live()

    def teardown(self) -> None:
        self.attempt.rollback()

    # What happens.

    @rule(days=st.sampled_from((1, 1, 1, 2, 3, 5, 9)))
    def time_passes(self, days: int) -> None:
        self.today += timedelta(days=days)
        self._live()

    @rule(
        which=st.sampled_from(sorted(CAST)),
        change=st.sampled_from(("dies", "leaves", "comes back", "is checked", "refuses", "is restricted", "no change")),
    )
    def the_practice_sends_its_register(self, which: int, change: str) -> None:
        life = self.lives[which]
        if change == "dies":
            life.marks["died_on"] = f"{self.today:%d/%m/%Y}"
        elif change in ("leaves", "comes back"):
            life.is_gone = change == "leaves"
        elif change == "is checked":
            life.marks |= checked(self.today)
        elif change == "refuses":
            life.marks["refuses_outreach"] = "Y"
        elif change == "is restricted":
            life.marks["is_restricted"] = "Y"
        self.today += timedelta(days=1)
        self._register()
        self._live()

    @precondition(lambda self: self._items())
    @rule(data=st.data())
    def a_worker_answers(self, data: st.DataObject) -> None:
        item, which, step = data.draw(st.sampled_from(self._items()))
        outcome = data.draw(st.sampled_from([each for each in Outcome if each is not Outcome.ENTERED_IN_ERROR]))
        back = data.draw(st.sampled_from((None, 1, 2, 30)))
        later = self.today + timedelta(days=back) if back else ""
        said = {
            CALL_BACK_ON: later if outcome == "call_later" else "",
            BOOKED_FOR: later if outcome == "booked" else "",
        }
        self.days.answer(item, outcome, self.today, **said)
        self.seen.add(outcome)
        self.answers.append((which, step, OUTCOME_BY_CODE[outcome], self.today))
        self.is_planned = False

    @rule()
    def letters_are_released(self) -> None:
        waiting = self.service.value(
            "select count(*) from letter inner join letter_batch using (letter_batch_id) where letter.state = 'draft' "
            "and letter_batch.state = 'drafted'"
        )
        if not waiting:
            return
        self.days.release(self.today)
        self.seen.add("released")
        for each in self.service.rows(
            "select person_id from contact_attempt where channel = 'letter' and contacted_on = :day", day=self.today
        ):
            which = self._who(each.person_id)
            life = self.lives[which]
            assert not self._is_stopped(which), "a letter to somebody stopped"
            before = life.last_unasked_on
            assert before in (None, self.today) or self.today - before >= GAP, "a letter within the gap"
            life.last_unasked_on = self.today

    @rule(which=st.sampled_from(sorted(CAST)), days=st.sampled_from((None, 5, 40)))
    def somebody_rings_and_stops(self, which: int, days: int | None) -> None:
        until = self.today + timedelta(days=days) if days else None
        reason = "other_pause" if until else "refuses_outreach"
        source = stops.StopSource.PHONE
        stops.record_stop(
            self.service.connection, self.service.person(which), reason, "A. Brill", source, self.today, until
        )
        notices.withdraw_stopped(self.service.connection, self.today, [self.service.person(which)])
        if until:
            self.lives[which].paused_until = max(until, self.lives[which].paused_until or until)
        else:
            self.lives[which].stops.add(reason)

    # What must hold.

    @invariant()
    def nobody_is_listed_who_is_stopped_or_twice_or_too_soon(self) -> None:
        listed = self._items()
        people = [which for _, which, _ in listed]
        assert len(people) == len(set(people)), "on two lists"
        assert not listed or not self._is_day_off(), "a list on a day off"
        for _, which, step in listed:
            self.seen.add(step)
            assert not self._is_stopped(which), f"{which} is listed in spite of a stop"
            before = self.lives[which].last_unasked_on
            if step not in ASKED and before not in (None, self.today):
                assert self.today - before >= GAP, f"{which}: {step} {self.today - before} after the last approach"

    @invariant()
    def nobody_overdue_is_without_a_next_step_or_a_reason(self) -> None:
        if not self.is_planned:
            return
        planned = {
            self._who(each.person_id): each
            for each in self.service.rows("select * from plan_item where as_of = :day", day=self.today)
        }
        overdue = {
            self._who(each.person_id)
            for each in self.service.rows(
                "select person_id from recall_status where to_run_id is null and outreach_route is not null"
            )
        }
        assert set(planned) == overdue
        for which, life in self.lives.items():
            if not life.is_gone and not life.marks.keys() & {"died_on", "smoking_date_1"}:
                assert which in overdue, f"{which} was never checked and is nowhere"
        for each in planned.values():
            if each.disposition == "listed":
                assert each.next_step
            elif each.disposition == "waiting_until":
                assert each.until_on
            else:
                assert each.disposition_reason

    # How a day goes.

    def _live(self) -> None:
        self.days.live(self.today)
        for which, step, outcome, day in self.answers:
            if outcome in ENDING:
                self.lives[which].stops.add(outcome)
            if step not in ASKED:
                self.lives[which].last_unasked_on = max(self.lives[which].last_unasked_on or day, day)
        self.answers = []
        self.is_planned = True

    def _register(self) -> None:
        self.register_of = self.today
        there = [row(which, **life.marks) for which, life in self.lives.items() if not life.is_gone]
        # So many others that one who leaves makes no shrunken register.
        self.service.as_of = self.today
        self.days.register([*there, *(row(which, **checked(BEGIN)) for which in range(20, 32))], self.today)

    def _items(self) -> list[tuple[str, int, str]]:
        return [(item, self._who(person), step or "") for item, person, step in self.days.items(self.today)]

    def _who(self, person_id: str) -> int:
        return next(which for which in CAST if self.service.person(which) == person_id)

    def _is_stopped(self, which: int) -> bool:
        life = self.lives[which]
        return bool(
            life.stops
            or life.is_gone
            or life.marks.keys() & {"died_on", "refuses_outreach", "is_restricted"}
            or (life.paused_until and life.paused_until >= self.today)
            or self.today - self.register_of > OLDEST_REGISTER
        )

    def _is_day_off(self) -> bool:
        return self.today.weekday() >= 5 or self.today in DAYS_OFF


def test_the_laws_hold_on_every_day(service: Service, tmp_path: Path) -> None:
    class Played(Days):
        pass

    region = replace(service.region, contact_policy=HASTY)
    Played.service, Played.folder, Played.seen = replace(service, region=region), tmp_path, set()
    run_state_machine_as_test(
        Played,
        settings=settings(
            max_examples=LIVES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=True,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert {"call", "call_back", "other_way", "released"} <= Played.seen
