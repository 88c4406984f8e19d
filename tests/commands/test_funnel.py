"""`funnel` and `play` at the command line, and what the day leaves in the outbox."""

import csv
import io

from pipeline.core.funnel import STAGES
from pipeline.core.worklist import ITEM_ID, OUTCOME
from tests.commands.test_exit_codes import is_one_sentence
from tests.sites import AS_OF, PLANTED, Site, files_in

DAY = ["--as-of", AS_OF.isoformat()]


def test_the_day_leaves_pages_and_files_that_agree_with_the_episodes(quiet: Site) -> None:
    files = quiet.files()
    lines = list(csv.DictReader(io.StringIO(files[f"{AS_OF}/funnel-{AS_OF}.csv"].decode())))
    open_episodes = quiet.rows("select count(*) from episode where closed_on is null")
    assert [(int(lines[0]["overdue"]),)] == [tuple(row) for row in open_episodes]  # type: ignore[arg-type]
    for whole in (line for line in lines if not line["pcn"] and line["provider"] != "everybody"):
        parts = [line for line in lines if line["pcn"] and line["provider"] == whole["provider"]]
        assert [int(whole[stage]) for stage in STAGES] == [sum(int(part[stage]) for part in parts) for stage in STAGES]
    pages = [files[f"{AS_OF}/{name}-{AS_OF}.html"].decode() for name in ("funnel", "funnel-to-share")]
    assert all(PLANTED not in page for page in pages)
    assert "Full counts, for the service alone." in pages[0]
    shared = list(csv.DictReader(io.StringIO(files[f"{AS_OF}/funnel-to-share-{AS_OF}.csv"].decode())))
    small = [line[stage] for line in shared for stage in STAGES if line[stage] in ("1", "2", "3", "4")]
    assert small == []


def test_the_command_and_status_show_what_the_file_says(quiet: Site) -> None:
    before = quiet.tables()
    (whole, *_) = csv.DictReader(io.StringIO(quiet.files()[f"{AS_OF}/funnel-{AS_OF}.csv"].decode()))
    people = quiet.home / "late.csv"
    for command in (["funnel", *DAY, "--people", str(people)], ["status", *DAY]):
        said = quiet.does(*command)
        assert said.code == 0, said.err
        everybody = next(
            line.replace("│", " ").split() for line in said.out.splitlines() if line.startswith("Everybody")
        )
        assert everybody[1:] == [whole[stage] for stage in STAGES]
        assert PLANTED.lower() not in said.out.lower()
    assert people.read_bytes() == b"kind,provider_code,pcn_code,person_id,since\r\n"
    assert quiet.tables() == before


def test_a_day_that_was_never_run_has_none(quiet: Site) -> None:
    for command in (["funnel"], ["play", "--inbox", str(quiet.home)]):
        said = quiet.does(*command, "--as-of", "2026-11-19")
        assert is_one_sentence(said, 10, "DecideDifferently", "was never run")


def test_invented_workers_return_the_day_s_lists_and_do_the_same_again(quiet: Site) -> None:
    inbox = quiet.home / "played"
    for _ in range(2):
        said = quiet.does("play", "--inbox", str(inbox), *DAY)
        assert said.code == 0, said.err
        files = files_in(inbox)
    assert files
    items = {row[0] for row in quiet.rows("select worklist_item_id from worklist_item where not is_withdrawn")}  # type: ignore[index]
    for path, content in files.items():
        provider = path.split("/")[1]
        assert path == f"outcomes/{provider}/{provider}-{AS_OF}.csv"
        rows = list(csv.DictReader(io.StringIO(content.decode())))
        assert rows
        assert {row[ITEM_ID] for row in rows} <= items
        assert all(row[OUTCOME] for row in rows)
    assert files_in(inbox) == files


def test_nobody_plays_with_real_people_s_lists(quiet: Site) -> None:
    said = quiet.does("play", "--inbox", str(quiet.home / "real"), *DAY, SMI_LIVE="true", SMI_KEY="A" * 43 + "=")
    assert is_one_sentence(said, 10, "DecideDifferently", "real people's lists")
    assert not (quiet.home / "real").exists()
