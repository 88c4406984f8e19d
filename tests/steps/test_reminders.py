"""Reminders: a practice late by its own rhythm is reminded once a missed period, and never about anybody."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.steps import reconcile
from pipeline.steps.reminders import draft_reminders
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, row, send

OUTBOX = "outbox"


def sent(service: Service, days_ago: int, practice: str = PRACTICE) -> date:
    day = AS_OF - timedelta(days=days_ago)
    service.take_in([row(1)], day, practice)
    return day


def drafted(service: Service, folder: Path, as_of: date = AS_OF) -> list[str]:
    return draft_reminders(service.connection, folder / OUTBOX, as_of)


def in_outbox(folder: Path) -> dict[str, bytes]:
    found = (folder / OUTBOX).rglob("*.txt")
    return {path.relative_to(folder / OUTBOX).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize(("days_ago", "is_late"), [(30, False), (31, True)])
def test_a_register_is_late_after_as_many_days_as_were_agreed(
    service: Service, tmp_path: Path, days_ago: int, is_late: bool
) -> None:
    day = sent(service, days_ago)
    expected = [f"{AS_OF}/reminders/{PRACTICE}-{day + timedelta(days=30)}.txt"] if is_late else []
    assert drafted(service, tmp_path) == expected
    assert list(in_outbox(tmp_path)) == expected


def test_each_practice_has_its_own_rhythm(service: Service, tmp_path: Path) -> None:
    sent(service, 8)
    sent(service, 8, OTHER_PRACTICE)
    service.run("update practice_profile set expected_every_days = 7 where practice_code = :p", p=OTHER_PRACTICE)
    assert drafted(service, tmp_path) == [f"{AS_OF}/reminders/{OTHER_PRACTICE}-{AS_OF - timedelta(days=1)}.txt"]


def test_a_practice_is_reminded_once_a_missed_period(service: Service, tmp_path: Path) -> None:
    day = sent(service, 31)
    days = [AS_OF + timedelta(days=ahead) for ahead in range(62)]
    found = [path for as_of in days for path in drafted(service, tmp_path, as_of)]
    assert found == [
        f"{day + timedelta(days=30 * missed + 1)}/reminders/{PRACTICE}-{day + timedelta(days=30 * missed)}.txt"
        for missed in (1, 2, 3)
    ]
    assert sorted(in_outbox(tmp_path)) == found


def test_the_same_day_again_writes_the_same_bytes(service: Service, tmp_path: Path) -> None:
    sent(service, 40)
    paths = drafted(service, tmp_path)
    before = in_outbox(tmp_path)
    assert len(before) == 1
    assert drafted(service, tmp_path) == paths
    assert in_outbox(tmp_path) == before


def test_what_arrived_the_same_day_takes_the_reminder_back(service: Service, tmp_path: Path) -> None:
    sent(service, 40)
    assert len(drafted(service, tmp_path)) == 1
    sent(service, 0)
    assert drafted(service, tmp_path) == []
    assert in_outbox(tmp_path) == {}
    assert service.value("select count(*) from practice_reminder") == 0


def test_whose_file_is_held_is_not_asked_for_another(service: Service, tmp_path: Path) -> None:
    sent(service, 40)
    for mark in ("a", "b"):
        send(service.inbox, [row(1), row(2, title=mark)], AS_OF, mark=mark)
    service.land()
    reconcile.reconcile(service.connection)
    assert drafted(service, tmp_path) == []


def test_who_never_sent_or_has_closed_is_not_reminded(service: Service, tmp_path: Path) -> None:
    sent(service, 40)
    service.run("update practice set close_on = :day where practice_code = :p", day=AS_OF, p=PRACTICE)
    assert len(drafted(service, tmp_path)) == 1, "open on its last day"
    service.run("update practice set close_on = :day", day=AS_OF - timedelta(days=1))
    assert drafted(service, tmp_path) == []


def test_it_names_the_practice_the_day_what_to_send_and_where_it_is_explained_and_nobody(
    service: Service, tmp_path: Path
) -> None:
    service.run("update practice_profile set system = 'systmone'")
    day = sent(service, 40)
    drafted(service, tmp_path)
    (text,) = (content.decode() for content in in_outbox(tmp_path).values())
    for part in (PRACTICE, f"of {day:%d/%m/%Y}", "last four years", "SystmOne reports", "docs/for-practices.md"):
        assert part in text
    assert "Brackwell" not in text
    (file,) = service.rows("select kind, organisation_code, row_count from outbox_file")
    assert tuple(file) == ("reminder", PRACTICE, 1)


def test_every_late_practice_is_an_alert_on_every_day(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = sent(service, 40)
    for _ in range(2):
        capsys.readouterr()
        drafted(service, tmp_path)
        (line,) = capsys.readouterr().err.splitlines()
        assert json.loads(line) == {
            "event": "register_late", "level": "warning", "as_of": AS_OF.isoformat(), "practice_code": PRACTICE,
            "last_register_on": day.isoformat(), "due_on": (day + timedelta(days=30)).isoformat(), "days_since": 40,
        }  # fmt: skip
