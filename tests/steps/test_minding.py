"""What to mind with a person: over time, lifted, unread, under two NHS numbers; what is outside is told at once."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from pipeline.core.safe_contact import SAFE_CONTACT_BY_CODE
from pipeline.core.visit_risk import ToldBy, Verdict
from pipeline.errors import DecideDifferently
from pipeline.steps import channels, minding, stops, visit_risk
from pipeline.steps.notices import TakenBack
from tests.factories import AS_OF, Service, nhs_number, row
from tests.steps.desks import BEFORE, Desk

NEXT_DAY, NEXT_YEAR = AS_OF + timedelta(days=1), AS_OF + timedelta(days=365)
WORDS = "Her brother opens the post. Ring 07700 900123 after school."


@pytest.fixture
def desk(service: Service, tmp_path: Path) -> Desk:
    return Desk(service, tmp_path / "outbox")


def note(desk: Desk, code: str, which: int = 1, on: date = AS_OF) -> str:
    service = desk.service
    return minding.note_code(service.connection, service.person(which), code, "N. Otley", "phone", on).note_id


def in_words(desk: Desk, words: str = WORDS, which: int = 1, on: date = AS_OF) -> str:
    service, who = desk.service, desk.service.person(which)
    return minding.note_words(service.connection, [who], who, words, "N. Otley", "phone", on).note_id


def decide(desk: Desk, note_id: str, is_shown: bool, on: date = AS_OF) -> None:
    minding.decide_note(desk.service.connection, note_id, "L. Marsh", "read it", is_shown, on)


def refuse(desk: Desk, channel: str, which: int = 1, on: date = AS_OF) -> bool:
    service = desk.service
    return channels.refuse_channel(service.connection, [service.person(which)], channel, "N. Otley", "phone", on)


def accept(desk: Desk, channel: str, on: date = AS_OF) -> None:
    service = desk.service
    channels.accept_channel(service.connection, [service.person(1)], channel, "L. Marsh", "asked for it", on)


def risk(desk: Desk, verdict: Verdict, said: date = AS_OF, review: date = NEXT_YEAR, on: date = AS_OF) -> None:
    service, who = desk.service, desk.service.person(1)
    about = (verdict, ToldBy.KEY_WORKER, "L. Marsh", said, review, on)
    visit_risk.record_risk(service.connection, who, *about)


def to_mind(desk: Desk, on: date = AS_OF, which: int = 1) -> tuple[list[str], list[str]]:
    """Codes and words in force on a day."""
    who = desk.service.person(which)
    found = desk.service.rows("select codes, words from safe_contact_on(:on) where person_id = :who", on=on, who=who)
    return tuple(found[0]) if found else ([], [])


def closed(desk: Desk, on: date = AS_OF, which: int = 1) -> set[str]:
    found = desk.service.rows(
        "select channel from closed_channels_on(:on) where person_id = :who", on=on, who=desk.service.person(which)
    )
    return {each.channel for each in found}


def visits(desk: Desk, on: date) -> str | None:
    who = desk.service.person(1)
    found = desk.service.rows("select verdict from visit_risk_on(:on) where person_id = :who", on=on, who=who)
    return found[0].verdict if found else None


# Over time.


def test_the_database_closes_what_the_closed_list_closes(desk: Desk) -> None:
    for code, minded in SAFE_CONTACT_BY_CODE.items():
        found = desk.service.value("select channels_closed_by(:code)", code=code)
        assert set(found) == minded.closes, code


def test_a_note_counts_from_its_day_until_it_is_lifted_and_past_days_stay_what_they_were(desk: Desk) -> None:
    desk.plan(1)
    noted = note(desk, "not-to-the-home", on=AS_OF)
    assert note(desk, "not_to_the_home", on=NEXT_DAY) == noted, "said again it is the same"
    minding.lift_note(desk.service.connection, noted, "L. Marsh", "lives alone now", NEXT_YEAR)
    assert to_mind(desk, BEFORE) == ([], [])
    assert (to_mind(desk), closed(desk)) == ((["not_to_the_home"], []), {"letter", "visit"})
    assert to_mind(desk, NEXT_YEAR - timedelta(days=1)) == (["not_to_the_home"], [])
    assert (to_mind(desk, NEXT_YEAR), closed(desk, NEXT_YEAR)) == (([], []), set())
    again = note(desk, "not_to_the_home", on=NEXT_YEAR)
    assert again != noted


def test_words_close_every_way_until_somebody_has_read_them(desk: Desk) -> None:
    desk.plan(1)
    noted = in_words(desk)
    assert (to_mind(desk), closed(desk)) == ((["ask_first"], []), {"letter", "text", "call", "visit", "email"})
    decide(desk, noted, is_shown=True, on=NEXT_DAY)
    assert to_mind(desk) == (["ask_first"], []), "of the day before it is told as it was known then"
    assert (to_mind(desk, NEXT_DAY), closed(desk, NEXT_DAY)) == (([], [WORDS]), set())
    kept = in_words(desk, "Rang twice.", on=NEXT_DAY)
    decide(desk, kept, is_shown=False, on=NEXT_DAY)
    assert to_mind(desk, NEXT_DAY) == ([], [WORDS])


@pytest.mark.parametrize(
    "words",
    [
        "was told he has bipolar",
        "BP 128/82 last time",
        "HbA1c was high",
        "coded 191526005",
        f"is {nhs_number(1)}",
        "x" * 301,
    ],
)
def test_words_like_a_diagnosis_a_code_or_a_result_are_never_shown_on_a_list(desk: Desk, words: str) -> None:
    desk.plan(1)
    noted = in_words(desk, words)
    with pytest.raises(DecideDifferently) as refused:
        decide(desk, noted, is_shown=True)
    assert words not in str(refused.value)
    assert to_mind(desk) == (["ask_first"], [])
    decide(desk, noted, is_shown=False)
    assert to_mind(desk) == ([], [])


def test_unread_notes_are_listed_by_age_without_their_words_and_none_is_lifted_unread(desk: Desk) -> None:
    desk.plan(2)
    old, new = in_words(desk, on=BEFORE), in_words(desk, which=2)
    found = minding.unread(desk.service.connection, AS_OF)
    assert [(each.contact_note_id, each.days) for each in found] == [(old, 7), (new, 0)]
    assert "brother" not in str(found)
    with pytest.raises(DecideDifferently, match="has not been read yet"):
        minding.lift_note(desk.service.connection, old, "L. Marsh", "old", AS_OF)
    assert minding.read_note(desk.service.connection, old, "L. Marsh", "daily look", AS_OF) == WORDS
    (looked,) = desk.service.rows("select person_id, looked_by, why from access_log")
    assert tuple(looked) == (desk.service.person(1), "L. Marsh", f"note {old}: daily look")
    decide(desk, old, is_shown=False)
    assert [each.contact_note_id for each in minding.unread(desk.service.connection, AS_OF)] == [new]


def test_no_words_are_held_of_whom_only_the_practice_may_contact(desk: Desk) -> None:
    desk.service.take_in([row(1, is_restricted="Y"), row(2)], BEFORE)
    with pytest.raises(DecideDifferently, match="Only the practice"):
        in_words(desk)
    in_words(desk, which=2)
    desk.service.take_in([row(1, is_restricted="Y"), row(2, is_not_to_be_shared="Y")])
    assert desk.service.value("select words from contact_note") == ""
    assert minding.unread(desk.service.connection, AS_OF) == []
    in_words(desk, which=3)
    desk.stop("is_restricted", which=3)
    stops.protect(desk.service.connection)
    assert desk.service.value("select count(*) from contact_note where words <> ''") == 0


def test_a_refusal_stands_for_years_until_it_is_lifted_by_name(desk: Desk) -> None:
    desk.plan(1)
    assert refuse(desk, "call")
    assert not refuse(desk, "call", on=NEXT_DAY)
    assert closed(desk, BEFORE) == set()
    assert closed(desk, AS_OF + timedelta(days=3_000)) == {"call"}
    with pytest.raises(DecideDifferently, match="--by"):
        channels.accept_channel(desk.service.connection, [desk.service.person(1)], "call", "L. Marsh", " ", AS_OF)
    with pytest.raises(DecideDifferently, match="does not refuse letter"):
        accept(desk, "letter")
    accept(desk, "call", NEXT_YEAR)
    assert (closed(desk), closed(desk, NEXT_YEAR)) == ({"call"}, set())


def test_what_is_to_be_minded_goes_on_under_the_new_number_and_counts_under_both(desk: Desk) -> None:
    desk.plan(2)
    old, new = desk.service.person(1), desk.service.person(2)
    refuse(desk, "letter")
    noted = note(desk, "no_voicemail")
    desk.service.run("insert into same_person (person_id, is_now) values (:old, :new), (:new, :new)", old=old, new=new)
    assert closed(desk, which=2) == {"letter"}, "before reconciliation too"
    desk.service.take_in([row(1), row(2)])
    assert to_mind(desk, which=2) == (["no_voicemail"], [])
    assert note(desk, "no_voicemail") == noted, "an old id names the same person"
    assert closed(desk) == closed(desk, which=2) == {"letter"}


def test_what_somebody_said_outlives_the_file_by_which_we_knew_them(desk: Desk) -> None:
    refuse(desk, "letter", which=5)
    note(desk, "no_voicemail", which=5)
    assert closed(desk, which=5) == {"letter"}


# Visiting.


def test_nobody_is_visited_without_a_word_in_date_and_the_newest_counts(desk: Desk) -> None:
    desk.plan(1)
    assert visits(desk, AS_OF) is None
    risk(desk, Verdict.MAY_VISIT, said=BEFORE, review=NEXT_DAY)
    assert (visits(desk, BEFORE), visits(desk, AS_OF)) == (None, "may_visit"), "nobody knew it on the day it was said"
    risk(desk, Verdict.NO_VISIT, review=NEXT_DAY)
    risk(desk, Verdict.TWO_WORKERS, review=NEXT_DAY)
    assert visits(desk, NEXT_DAY) == "two_workers"
    assert visits(desk, NEXT_DAY + timedelta(days=1)) is None
    (overdue,) = visit_risk.overdue(desk.service.connection, NEXT_DAY + timedelta(days=9))
    assert (overdue.person_id, overdue.verdict, overdue.days) == (desk.service.person(1), "two_workers", 9)
    assert list(visit_risk.overdue(desk.service.connection, NEXT_DAY)) == []


@pytest.mark.parametrize(
    ("said", "review", "because"),
    [(NEXT_DAY, NEXT_YEAR, "--on"), (AS_OF, AS_OF, "--review"), (AS_OF, AS_OF + timedelta(days=367), "within a year")],
)
def test_a_word_on_visiting_is_of_the_past_and_asked_again_within_a_year(
    desk: Desk, said: date, review: date, because: str
) -> None:
    desk.plan(1)
    with pytest.raises(DecideDifferently, match=because):
        risk(desk, Verdict.MAY_VISIT, said, review)


# What is outside.


def test_a_draft_to_whoever_refuses_letters_is_cancelled_and_a_worker_finds_another_way(desk: Desk) -> None:
    desk.draft()
    refuse(desk, "letter")
    assert desk.take_back() == TakenBack((desk.letter(),), {})
    assert desk.service.planned(1)[2] == "other_way"
    assert desk.service.planned(2)[2] == "letter"
    desk.release()
    assert (desk.state(1), desk.state(2)) == ("cancelled", "released")


def test_the_send_gate_takes_out_whoever_must_have_no_letter(desk: Desk) -> None:
    desk.draft()
    note(desk, "not_to_the_home")
    assert desk.release().taken_out == ((desk.letter(1), "not_safe_by_letter"),)


def test_a_letter_refused_after_its_release_is_not_written(desk: Desk) -> None:
    desk.draft()
    desk.release()
    in_words(desk)
    assert desk.write() == 1
    assert desk.state(1) == "cancelled"
    assert desk.service.rows("select 1 from contact_attempt where person_id = :who", who=desk.service.person(1)) == []


def test_the_printer_is_told_of_a_letter_that_may_not_be_posted_yet(desk: Desk) -> None:
    desk.draft()
    desk.release()
    desk.write()
    refuse(desk, "letter")
    assert desk.take_back().notices == {"printer": 1}
    assert desk.told() == {f"printer-{AS_OF}-1.csv": [{"letter_id": desk.letter(1)}]}
    assert desk.take_back(NEXT_DAY).notices == {}
    desk.stop("complaint", as_of=NEXT_DAY)
    assert "printer" not in desk.take_back(NEXT_DAY).notices, "the printer knows"


def test_a_provider_with_a_list_is_told_at_once_what_to_mind_and_once(desk: Desk) -> None:
    desk.plan(3)
    desk.issue()
    refuse(desk, "call")
    note(desk, "no_voicemail", which=2)
    assert desk.take_back() == TakenBack((), {"alder": 2})
    told = {each["name"]: (each["what to do"], each["why"]) for each in desk.told()[f"alder-{AS_OF}-1.csv"]}
    assert told == {
        "Ms Ada Brackwellb": (
            "Do not call", "The person does not want calls. Your next list says what to do instead."
        ),
        "Ms Ada Brackwellc": ("Mind", "Leave no voicemail and no message with anybody."),
    }  # fmt: skip
    assert desk.take_back().notices == desk.take_back(NEXT_DAY).notices == {}
    desk.stop("complaint", as_of=NEXT_DAY)
    assert desk.take_back(NEXT_DAY).notices == {"alder": 1}, "that all contact ends is told besides"
    (last,) = desk.told(NEXT_DAY)[f"alder-{NEXT_DAY}-1.csv"]
    assert last["what to do"] == "Do not contact"


def test_of_an_unread_note_a_provider_is_told_to_wait_and_then_what_it_says(desk: Desk) -> None:
    desk.plan(1)
    desk.issue()
    noted = in_words(desk)
    desk.take_back()
    (first,) = desk.told()[f"alder-{AS_OF}-1.csv"]
    assert first["what to do"] == "Do not contact"
    assert "brother" not in str(first)
    decide(desk, noted, is_shown=True)
    assert desk.take_back().notices == {"alder": 1}
    (second,) = desk.told()[f"alder-{AS_OF}-2.csv"]
    assert (second["what to do"], second["why"]) == ("Mind", WORDS)
    assert desk.service.value("select count(*) from withdrawal_notice where not is_over") == 1


def test_who_may_not_be_visited_is_told_and_who_may_is_no_news(desk: Desk) -> None:
    desk.plan(1)
    desk.issue()
    risk(desk, Verdict.MAY_VISIT)
    assert desk.take_back().notices == {}
    risk(desk, Verdict.NO_VISIT)
    assert desk.take_back().notices == {"alder": 1}
    (told,) = desk.told()[f"alder-{AS_OF}-1.csv"]
    assert told["what to do"] == "Do not visit"


def test_what_is_lifted_ends_its_notice_and_may_be_told_anew(desk: Desk) -> None:
    desk.plan(1)
    desk.issue()
    refuse(desk, "call")
    desk.take_back()
    accept(desk, "call")
    desk.take_back()
    assert desk.service.value("select count(*) from withdrawal_notice where not is_over") == 0
    refuse(desk, "call")
    assert desk.take_back().notices == {"alder": 1}
