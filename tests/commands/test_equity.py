"""`equity` at the command line, and the page and file the day leaves in the outbox."""

import csv
import io

from tests.commands.test_exit_codes import is_one_sentence
from tests.sites import AS_OF, PLANTED, Site

DAY = ["--as-of", AS_OF.isoformat()]


def test_the_day_leaves_a_page_and_a_file_that_agree_with_the_register(quiet: Site) -> None:
    page = quiet.files()[f"{AS_OF}/equity-{AS_OF}.html"].decode()
    lines = list(csv.DictReader(io.StringIO(quiet.files()[f"{AS_OF}/equity-{AS_OF}.csv"].decode())))
    ((eligible, overdue),) = quiet.rows(  # type: ignore[misc]
        "select count(*), count(outreach_route) from recall_status "
        "where to_run_id is null and status in ('never_checked', 'overdue', 'due', 'up_to_date')"
    )
    assert (lines[0]["group"], lines[0]["eligible"], lines[0]["overdue"]) == ("Everybody", str(eligible), str(overdue))
    for quality in ("deprivation", "ethnicity", "sex", "age", "pcn"):
        shown = [line["eligible"] for line in lines if line["quality"] == quality]
        counted = [int(count) for count in shown if count != "hidden"]
        assert sum(counted) == eligible if "hidden" not in shown else sum(counted) < eligible
    assert PLANTED not in page
    assert {tuple(row) for row in quiet.rows("select kind from outbox_file where path like '%equity%'")} == {  # type: ignore[arg-type]
        ("equity",)
    }


def test_the_command_shows_what_the_page_shows(quiet: Site) -> None:
    before = quiet.tables()
    said = quiet.does("equity", *DAY)
    assert said.code == 0, said.err
    page = quiet.files()[f"{AS_OF}/equity-{AS_OF}.html"].decode()
    sentences = said.out.splitlines()[:3]
    assert sentences[0].startswith("Overdue, of those the check is for: ")
    assert [sentence for sentence in sentences if sentence.replace("'", "&#39;") not in page] == []
    assert PLANTED.lower() not in said.out.lower()
    assert quiet.tables() == before


def test_a_day_that_was_never_run_has_none(quiet: Site) -> None:
    said = quiet.does("equity", "--as-of", "2026-11-19")
    assert is_one_sentence(said, 10, "DecideDifferently", "was never run")
