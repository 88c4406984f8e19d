"""`note`, `notes`, `risk`, `risks`, `refuse-channel`, `accept-channel`: at once, by name, unseen."""

import csv
import io
from collections.abc import Sequence
from unittest.mock import patch

import pytest

from pipeline.doors.db import open_database
from tests.sites import AS_OF, Said, Site

DAY = ["--as-of", AS_OF.isoformat()]
SAID = ["--by", "N. Otley", "--source", "phone", *DAY]
DECIDED = ["--by", "L. Marsh", "--why", "daily look", *DAY]
WORDS = "Her brother opens the post."
WHOM = (
    "select person_id, worklist_item_id, letter_id from worklist_item inner join letter using (person_id) "
    "where letter.state = 'draft' order by person_id limit 1"
)


def whom(site: Site) -> tuple[str, str, str]:
    """Somebody on a list with a letter drafted: person, item and letter id."""
    (found,) = site.rows(WHOM)
    return tuple(found)  # type: ignore[arg-type, return-value]


def outbox(site: Site) -> list[str]:
    return ["--outbox", str(site.outbox)]


def in_words(site: Site, person: str, words: str = WORDS) -> Said:
    with patch("sys.stdin", io.StringIO(f"{words}\n")):
        return site.does("note", person, "--words-from", "-", *SAID, *outbox(site))


def told(site: Site) -> Sequence[dict[str, str]]:
    return [
        each
        for path, content in site.files().items()
        if "withdrawals/" in path
        for each in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    ]


def flat(said: Said) -> str:
    return " ".join(said.out.split())


def test_a_refused_channel_cancels_tells_stands_and_is_lifted_by_name(site: Site) -> None:
    person, item, letter = whom(site)
    said = site.does("refuse-channel", item, "--channel", "letter", *SAID, *outbox(site))
    assert (said.code, said.err) == (0, "")
    assert f"Letter {letter} cancelled" in said.out
    assert told(site) == [], "a worker's list holds no letters"
    said = site.does("refuse-channel", person, "--channel", "call", *SAID, *outbox(site))
    assert [each["what to do"] for each in told(site)] == ["Do not call"]
    assert "stood already" in site.does("refuse-channel", letter, "--channel", "call", *SAID, *outbox(site)).out
    listed = site.does("stops", person, *DAY).out
    assert "refuses letter, said by N. Otley (phone)" in listed
    assert "refuses call" in listed
    assert "refuses call" in site.does("explain", person, "--by", "R. Tarn", "--why", "asked", *DAY).out
    said = site.does("accept-channel", person, "--channel", "call", *DECIDED)
    assert (said.code, "lifted by L. Marsh" in said.out) == (0, True)
    assert "because: daily look" in site.does("stops", person, *DAY).out
    assert site.does("accept-channel", person, "--channel", "call", *DECIDED).code == 10
    ran = site.run()
    assert (ran.code, "FAILS" in ran.out) == (0, False)


def test_words_are_never_shown_until_a_named_person_reads_them(site: Site) -> None:
    person, item, letter = whom(site)
    said = in_words(site, person)
    assert said.code == 0, said.err
    assert f"Letter {letter} cancelled" in said.out
    assert [each["what to do"] for each in told(site)] == ["Do not contact"]
    listed = site.does("notes", *DAY).out
    note_id = listed.splitlines()[1].split()[0]
    assert person in listed
    for seen in (said, site.does("notes", *DAY), site.does("stops", item, *DAY), site.does("status")):
        assert "brother" not in seen.out + seen.err
    assert "Notes that wait to be read: 1" in site.does("status").out

    read = site.does("notes", "read", note_id, *DECIDED, *outbox(site))
    assert WORDS in read.out
    assert "Nothing was decided" in read.out
    assert note_id in site.does("accesses", "--person", person).out
    assert note_id in site.does("notes", *DAY).out, "looked at is not decided"
    shown = site.does("notes", "read", note_id, "--show", *DECIDED, *outbox(site))
    assert shown.code == 0, shown.err
    assert [each["why"] for each in told(site)][-1] == WORDS
    assert "No note waits" in site.does("notes", *DAY).out
    assert "read 2026-11-20 by L. Marsh, workers see it" in flat(site.does("stops", person, *DAY))
    assert "brother" not in site.does("explain", person, "--by", "R. Tarn", "--why", "asked", *DAY).out
    assert site.does("notes", "lift", note_id, *DECIDED).code == 0
    assert site.does("notes", "lift", note_id, *DECIDED).code == 10


def test_words_like_a_diagnosis_are_kept_back_and_not_shown(site: Site) -> None:
    in_words(site, whom(site)[0], "he has schizophrenia")
    note_id = site.does("notes", *DAY).out.splitlines()[1].split()[0]
    refused = site.does("notes", "read", note_id, "--show", *DECIDED, *outbox(site))
    assert (refused.code, "looks like a diagnosis" in refused.err) == (10, True)
    assert "schizo" not in refused.err
    kept = site.does("notes", "read", note_id, "--keep-back", *DECIDED, *outbox(site))
    assert (kept.code, "kept back" in kept.out) == (0, True)
    assert "schizo" not in str(told(site))


def test_a_code_is_of_the_closed_list_and_words_never_stand_on_the_command_line(quiet: Site) -> None:
    person = whom(quiet)[0]
    for wrong, because in (
        (["--code", "rings-twice"], "none of the closed list"),
        ([], "Give either"),
        (["--words-from", "her brother"], "--words-from is - alone"),
    ):
        said = quiet.does("note", person, *wrong, *SAID, *outbox(quiet))
        assert (said.code, because in " ".join(said.err.split())) == (10, True), wrong
    assert quiet.rows("select 1 from contact_note") == []


def test_a_dry_run_changes_nothing(site: Site) -> None:
    person = whom(site)[0]
    before, files = site.tables(), site.files()
    review = ["--told-by", "practice", "--by", "L. Marsh", "--on", AS_OF.isoformat(), "--review", "2027-03-01", *DAY]
    for command in (
        ["note", person, "--code", "no-voicemail", *SAID],
        ["refuse-channel", person, "--channel", "letter", *SAID],
        ["risk", person, "--verdict", "no_visit", *review],
    ):
        said = site.does(*command, *outbox(site), "--dry-run")
        assert (said.code, "Nothing was changed." in said.out) == (0, True), said.err
    assert (site.tables(), site.files()) == (before, files)


def test_a_word_on_visiting_is_told_listed_when_overdue_and_reviewed_within_a_year(site: Site) -> None:
    person = whom(site)[0]
    word = ["risk", person, "--verdict", "two_workers", "--told-by", "key_worker", "--by", "L. Marsh", *DAY]
    late = site.does(*word, "--on", "2026-11-02", "--review", "2028-01-01", *outbox(site))
    assert (late.code, "within a year" in late.err) == (10, True)
    said = site.does(*word, "--on", "2026-11-02", "--review", "2026-12-01", *outbox(site))
    assert said.code == 0, said.err
    assert [each["what to do"] for each in told(site)] == ["Visit in twos"]
    assert "No word on visiting is overdue." in site.does("risks", *DAY).out
    listed = site.does("risks", "--as-of", "2026-12-11").out
    assert (person in listed, listed.split()[-1]) == (True, "10")
    assert "two workers, told by key worker to L. Marsh" in site.does("stops", person, *DAY).out


def test_nothing_is_refused_because_a_run_is_at_work(site: Site) -> None:
    with open_database(site.settings) as database, database.only_run():
        said = site.does("refuse-channel", whom(site)[0], "--channel", "letter", *SAID, *outbox(site))
    assert said.code == 0, said.err


@pytest.mark.parametrize("name", ["--by", "--why"])
def test_an_nhs_number_in_a_reason_is_refused_unrepeated(site: Site, name: str) -> None:
    in_words(site, whom(site)[0])
    note_id = site.does("notes", *DAY).out.splitlines()[1].split()[0]
    said = site.does("notes", "read", note_id, *DECIDED, name, "999 000 0018", *outbox(site))
    assert (said.code, "0018" in said.out + said.err) == (10, False)
