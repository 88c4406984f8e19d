"""Refusals stand for years; once a year, and never more often, the practice is asked whether they still do."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pipeline.steps import channels, updates
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, row

BEFORE = AS_OF - timedelta(days=30)


def in_years(years: int, days: int = 0) -> date:
    return AS_OF.replace(year=AS_OF.year + years) + timedelta(days=days)


def asked(service: Service, folder: Path, on: date) -> list[tuple[str, str, date]]:
    """Practice, kind and day of what a practice's file of a day asks to revisit; the file is sent."""
    updates.propose_updates(service.connection, on)
    updates.write_practice_files(service.connection, folder, on)
    found = service.rows(
        "select practice_code, kind, effective_on from register_update where kind like 'revisit%' and sent_as_of = :on "
        "order by person_id, kind",
        on=on,
    )
    return [tuple(each) for each in found]


def refuse(service: Service, channel: str, on: date = AS_OF) -> None:
    channels.refuse_channel(service.connection, [service.person(1)], channel, "N. Otley", "phone", on)


def known(service: Service, **said: str) -> None:
    service.take_in([row(1, **said)])
    service.plan()


@pytest.mark.parametrize(
    ("reason", "kind"), [("refuses_outreach", "revisit_refusal"), ("complaint", "revisit_complaint")]
)
def test_a_refusal_and_a_complaint_are_asked_about_on_each_anniversary_and_not_between(
    service: Service, tmp_path: Path, reason: str, kind: str
) -> None:
    known(service)
    service.stop(1, reason)
    days = [
        found
        for years in range(4)
        for days in (-1, 0, 1, 100, 200)
        for found in asked(service, tmp_path, in_years(years, days))
    ]
    assert days == [(PRACTICE, kind, in_years(years)) for years in (1, 2, 3)]


def test_a_register_s_own_refusal_is_asked_about_from_the_day_we_first_knew(service: Service, tmp_path: Path) -> None:
    service.take_in([row(1), row(2, refuses_outreach="Y")], BEFORE)
    service.take_in([row(1, refuses_outreach="Y"), row(2, refuses_outreach="Y", phone_mobile="")])
    service.plan()
    # Both files were taken in on one day: that is when we knew.
    assert service.value("select count(distinct first_as_of) from extract") == 1
    service.run("update extract set first_as_of = extract_on")
    assert asked(service, tmp_path, in_years(1, -1)) == [
        (PRACTICE, "revisit_refusal", BEFORE.replace(year=BEFORE.year + 1))
    ]
    assert asked(service, tmp_path, in_years(1)) == [(PRACTICE, "revisit_refusal", in_years(1))]


def test_what_is_lifted_before_it_was_sent_is_not_asked(service: Service, tmp_path: Path) -> None:
    known(service)
    service.stop(1, "complaint")
    updates.propose_updates(service.connection, in_years(1))
    assert service.value("select count(*) from register_update") == 1
    service.run("update stop set lifted_on = :on, lifted_by = 'L. Marsh', lifted_why = 'settled'", on=in_years(1))
    assert asked(service, tmp_path, in_years(1)) == []
    assert service.value("select count(*) from register_update") == 0


def test_never_twice_within_a_year_whatever_is_refused_besides(service: Service, tmp_path: Path) -> None:
    known(service)
    refuse(service, "call")
    service.stop(1, "refuses_outreach", from_on=in_years(0, 60))
    service.stop(1, "complaint", from_on=in_years(0, 90), stop_id="s-later")
    sent = [
        (kind, on)
        for on in (in_years(0, 30 * month) for month in range(37))
        for _, kind, _ in asked(service, tmp_path, on)
    ]
    assert [kind for kind, _ in sent] == ["revisit_complaint"] * 2
    assert sent[1][1] - sent[0][1] >= timedelta(days=365)
    last, lifted = sent[1][1], sent[1][1] + timedelta(days=1)
    service.run("update stop set lifted_on = :on, lifted_by = 'L. Marsh', lifted_why = 'settled'", on=lifted)
    later = [
        (kind, on)
        for on in (last + timedelta(days=20 * step) for step in range(1, 25))
        for _, kind, _ in asked(service, tmp_path, on)
    ]
    assert [kind for kind, _ in later] == ["revisit_channel"], "the channel is still refused"
    assert later[0][1] - last >= timedelta(days=365)


def test_refused_channels_are_one_question_that_names_them(service: Service, tmp_path: Path) -> None:
    known(service)
    refuse(service, "letter")
    refuse(service, "call", in_years(0, 40))
    assert asked(service, tmp_path, in_years(1)) == [(PRACTICE, "revisit_channel", in_years(1))]
    path = tmp_path / f"{in_years(1)}/practices/{PRACTICE}-{in_years(1)}.xlsx"
    said = " ".join(str(cell) for sheet in load_workbook(path) for cells in sheet.values for cell in cells)
    assert "Not by call or letter" in said
    assert asked(service, tmp_path, in_years(1, 40)) == []


def test_nobody_is_asked_about_the_dead_the_moved_or_who_left_and_a_new_practice_is_asked(
    service: Service, tmp_path: Path
) -> None:
    service.take_in([row(which) for which in range(1, 6)], BEFORE)
    service.take_in([row(which) for which in range(1, 5)])
    service.flag()
    for which in range(1, 6):
        service.stop(which, "refuses_outreach")
    service.stop(2, "died")
    service.stop(3, "reported_moved")
    service.run(
        "update recall_status set practice_code = :new where person_id = :who",
        new=OTHER_PRACTICE,
        who=service.person(4),
    )
    found = asked(service, tmp_path, in_years(1))
    assert sorted(found) == [
        (PRACTICE, "revisit_refusal", in_years(1)),
        (OTHER_PRACTICE, "revisit_refusal", in_years(1)),
    ]


def test_somebody_under_two_numbers_is_asked_about_once_under_the_one_that_goes_on(
    service: Service, tmp_path: Path
) -> None:
    service.take_in([row(1), row(2)])
    service.flag()
    service.stop(1, "refuses_outreach")
    old, new = service.person(1), service.person(2)
    service.run("insert into same_person (person_id, is_now) values (:old, :new), (:new, :new)", old=old, new=new)
    assert asked(service, tmp_path, in_years(1)) == [(PRACTICE, "revisit_refusal", in_years(1))]
    assert service.value("select person_id from register_update") == new


def test_the_twenty_ninth_of_february_comes_round_every_year(service: Service, tmp_path: Path) -> None:
    known(service)
    service.stop(1, "complaint", from_on=date(2028, 2, 29))
    days = [date(2029, 2, 27), date(2029, 2, 28), date(2029, 3, 1), date(2032, 2, 28), date(2032, 2, 29)]
    assert [len(asked(service, tmp_path, on)) for on in days] == [0, 1, 0, 1, 0]
