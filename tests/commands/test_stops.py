"""`stop`, `lift`, `stops` and `trace` at the command line: at any moment, by any id, nobody named on a screen."""

import csv
import io
from datetime import date
from unittest.mock import patch

import pytest

from pipeline.config import passphrase_variable
from pipeline.core.trace_answer import ANSWERED
from pipeline.doors.db import open_database
from pipeline.doors.sealed_files import opened
from tests.sites import AS_OF, Said, Site

DAY = ["--as-of", AS_OF.isoformat()]
SAID = ["--by", "N. Otley", "--source", "family", *DAY]
WHOM = (
    "select person_id, nhs_number, worklist_item_id, letter_id from worklist_item inner join letter using (person_id) "
    "inner join person using (person_id) where letter.state = 'draft' order by person_id limit 1"
)


def whom(site: Site) -> tuple[str, str, str, str]:
    """Somebody on a list with a letter drafted: person id, NHS number, item id, letter id."""
    (found,) = site.rows(WHOM)
    return tuple(found)  # type: ignore[arg-type, return-value]


def stop(site: Site, person: str, *more: str, reason: str = "restraining-order") -> Said:
    return site.does("stop", person, "--reason", reason, *SAID, "--outbox", str(site.outbox), *more)


def hand_over(site: Site) -> None:
    """The copy of the database comes from a site whose lists were written."""
    assert site.rows("select 1 from worklist_item where is_handed_over limit 1")


def test_a_stop_is_recorded_its_letter_cancelled_and_the_provider_told(site: Site) -> None:
    hand_over(site)
    person, number, item, letter = whom(site)
    said = stop(site, item)
    assert said.code == 0, said.err
    assert "It counts from now on." in said.out
    assert f"Letter {letter} cancelled" in said.out
    (path,) = [path for path in site.files() if "withdrawals/" in path]
    assert path in said.out
    (told,) = csv.DictReader(io.StringIO(site.files()[path].decode("utf-8-sig")))
    assert (told["worklist_item_id"], told["why"]) == (item, "The service was asked to stop.")
    ((family_name,),) = site.rows("select family_name from registration where person_id = :who limit 1", who=person)  # type: ignore[misc]
    assert family_name in told["name"]
    for secret in (family_name, number):
        assert secret not in said.out + said.err

    listed = site.does("stops", person, *DAY).out
    stop_id = listed.splitlines()[1].split()[0]
    assert "restraining order" in listed
    assert "N. Otley" in listed
    assert "People stopped: " in site.does("status").out
    assert "restraining order 1" in site.does("status").out
    assert "Notices of withdrawal that hold" in site.does("status").out

    assert "stood already" in stop(site, letter).out
    assert [path for path in site.files() if "withdrawals/" in path] == [path]

    said = site.does("lift", person, stop_id, "--by", "N. Otley", "--why", "order ended", *DAY)
    assert (said.code, "The next run plans the person again." in said.out) == (0, True)
    assert "lifted 2026-11-20 by N. Otley" in " ".join(site.does("stops", person, *DAY).out.split())


def test_a_provider_with_a_passphrase_is_told_in_a_sealed_file_and_the_command_names_it(site: Site) -> None:
    person, *_ = whom(site)
    ((code,),) = site.rows(  # type: ignore[misc]
        "select provider_code from worklist_item inner join worklist using (worklist_id) where person_id = :who",
        who=person,
    )
    words = "five words drawn by chance"
    said = site.does(
        "stop",
        person,
        "--reason",
        "complaint",
        *SAID,
        "--outbox",
        str(site.outbox),
        **{passphrase_variable(code): words},
    )
    assert said.code == 0, said.err
    (path,) = [path for path in site.files() if "withdrawals/" in path]
    assert path in said.out
    assert path.endswith(".xlsx")
    assert opened(site.files()[path], [words], None)
    assert words not in said.out + said.err


def test_a_dry_run_says_the_same_and_changes_nothing(site: Site) -> None:
    before, files = site.tables(), site.files()
    said = stop(site, whom(site)[0], "--dry-run")
    assert said.code == 0, said.err
    assert "Nothing was changed." in said.out
    assert "Notice: " in said.out
    assert site.tables() == before
    assert site.files() == files


def test_an_nhs_number_is_asked_for_and_never_shown(site: Site) -> None:
    person, number, *_ = whom(site)
    with patch("sys.stdin", io.StringIO(f"{number}\n")):
        said = stop(site, "-", "--until", "2026-12-24", reason="inpatient")
    assert said.code == 0, said.err
    found = site.rows("select person_id, reason, source, said_by, until_on from stop where source = 'family'")
    assert [tuple(row) for row in found] == [  # type: ignore[arg-type]
        (person, "inpatient", "family", "N. Otley", date(2026, 12, 24))
    ]
    assert number not in said.out + said.err
    with patch("sys.stdin", io.StringIO("9990000011\n")):
        said = site.does("stops", "-", *DAY)
    assert (said.code, "9990000011" in said.out + said.err) == (10, False)


@pytest.mark.parametrize(
    ("person", "because"),
    [("9990000018", "looks like an NHS number"), ("Ada", "PERSON is"), ("p" + "a" * 16, "Nobody is known")],
)
def test_whoever_cannot_be_meant_is_refused_with_a_sentence(quiet: Site, person: str, because: str) -> None:
    for said in (stop(quiet, person), quiet.does("stops", person, *DAY)):
        assert said.code == 10
        assert because in " ".join(said.err.split())
        assert "9990000018" not in said.err
    assert quiet.rows("select 1 from stop where source = 'family'") == []


def test_a_stop_is_never_refused_because_a_run_is_at_work(site: Site) -> None:
    with open_database(site.settings) as database, database.only_run():
        assert site.run().code == 7
        said = stop(site, whom(site)[0])
    assert said.code == 0, said.err
    assert "It counts from now on." in said.out


def test_a_day_after_a_stop_lists_and_drafts_nobody_stopped_and_adds_up(site: Site) -> None:
    person, *_ = whom(site)
    assert stop(site, person, reason="died").code == 0
    said = site.run()
    assert (said.code, "FAILS" in said.out) == (0, False)
    stopped = "select disposition, disposition_reason from plan_item where person_id = :who"
    assert [str(row) for row in site.rows(stopped, who=person)] == ["('stopped', 'died')"]
    assert site.rows("select 1 from letter where person_id = :who and state = 'draft'", who=person) == []


def test_a_trace_is_refused_where_the_region_traces_nobody(quiet: Site) -> None:
    for command in (["export"], ["take", "answer.csv"]):
        said = quiet.does("trace", *command, "--outbox", str(quiet.outbox), *DAY)
        assert (said.code, "does not trace people" in said.err) == (10, True)


def test_a_trace_is_asked_taken_and_told(site: Site) -> None:
    with open_database(site.settings) as database, database.transaction() as connection:
        connection.exec_driver_sql(
            'update region_version set content = content || \'{"trace": {"is_configured": true}}\''
        )
    said = site.does("trace", "export", "--outbox", str(site.outbox), *DAY)
    assert said.code == 0, said.err
    asked = list(csv.DictReader(io.StringIO(site.files()[f"{AS_OF}/trace/trace-{AS_OF}.csv"].decode())))
    assert f"{len(asked)} people to trace" in said.out
    dead = whom(site)[1]
    answer = site.home / "answer.csv"
    with answer.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ANSWERED, restval="")
        writer.writeheader()
        for row in asked:
            writer.writerow(
                {
                    "trace_id": row["trace_id"], "nhs_number": row["nhs_number"],
                    "found_nhs_number": row["nhs_number"], "is_dead": "Y" if row["nhs_number"] == dead else "N",
                    "traced_on": AS_OF.isoformat(),
                }
            )  # fmt: skip
        writer.writerow({"trace_id": "qnobody", "nhs_number": dead})
    take = ["trace", "take", str(answer), "--outbox", str(site.outbox), *DAY]
    before = site.tables()
    assert "nothing was changed" in site.does(*take, "--dry-run").out
    assert site.tables() == before
    said = site.does(*take)
    assert said.code == 0, said.err
    assert "1 new stops: died" in said.out
    assert f"line {len(asked) + 2}: We never asked for this trace_id" in said.out
    assert "1 letters cancelled, 1 notices written" in said.out
    assert dead not in said.out
    assert "taken before" in site.does(*take).out
