"""Every command says what it does; a dry run changes nothing; the step commands make the same day."""

from pathlib import Path

import pytest
import typer

from pipeline.__main__ import app
from pipeline.config import settings_from
from pipeline.doors.sealed_files import age_recipient_of
from tests.commands.test_exit_codes import is_one_sentence
from tests.sites import PLANTED, Site, files_in


def every_command() -> list[list[str]]:
    """The words of every command and group, from the command line itself."""
    found: list[list[str]] = [[]]
    pending = [([], typer.main.get_command(app))]
    while pending:
        words, command = pending.pop()
        for name, one in getattr(command, "commands", {}).items():
            found.append([*words, name])
            pending.append(([*words, name], one))
    return sorted(found)


def test_the_commands_of_the_day_are_there() -> None:
    names = {" ".join(words) for words in every_command()}
    assert {"run", "status", "key", "synthesise", "letters release", "region load", "reference load"} <= names
    assert {"ingest", "reconcile", "flag", "prioritise", "worklists", "updates", "accounting"} <= names


@pytest.mark.parametrize("words", every_command(), ids=" ".join)
def test_help_says_what_a_command_does(quiet: Site, words: list[str]) -> None:
    said = quiet.does(*words, "--help", TERMINAL_WIDTH="110")
    assert said.code == 0, said.err
    sentence = " ".join(line.strip() for line in said.out.splitlines()[2:6])
    assert len(sentence) > 40, "a sentence stands below the usage"
    assert said.err == ""


def test_help_names_the_exit_codes(quiet: Site) -> None:
    said = " ".join(quiet.does("--help").out.split())
    for words in ("2 configuration", "3 inbox", "4 database", "5 disk", "7 another run", "10 a decision"):
        assert words in said


def test_an_unknown_command_ends_with_2(quiet: Site) -> None:
    said = quiet.does("runn")
    assert said.code == 2
    assert "No such command" in said.err


def test_a_dry_run_of_the_day_lists_the_inbox_and_changes_nothing(new_site: Site) -> None:
    before = new_site.tables()
    said = new_site.does(*new_site.day_s_run, "--dry-run")
    assert said.code == 0, said.err
    assert "nothing was changed" in said.out
    assert "Z00001" in said.out
    assert new_site.tables() == before
    assert not new_site.outbox.exists()
    assert not new_site.settings.archive_dir.exists()


def test_a_dry_run_of_a_release_tells_what_waits_and_releases_nothing(quiet: Site) -> None:
    before = quiet.tables()
    said = quiet.does("letters", "release", "--outbox", str(quiet.outbox), "--by", "A", "--reason", "B", "--dry-run")
    assert said.code == 0
    assert "wait for approval; nothing was released." in said.out
    assert quiet.tables() == before


def test_the_status_repeats_the_accounting_and_names_nobody(quiet: Site) -> None:
    said = quiet.does("status")
    assert said.code == 0
    assert "Accounting as of 2026-11-20" in said.out
    assert "holds  people listed, or to be asked about a plan = worklist items" in said.out
    assert "Newest extract per practice" in said.out
    assert PLANTED.lower() not in said.out.lower()


def test_the_status_before_any_run_says_how_to_begin(new_site: Site) -> None:
    assert "Nothing has run yet. Begin with `smi-outreach run" in new_site.does("status").out


def test_a_key_is_new_each_time_and_is_accepted(quiet: Site) -> None:
    first, second = (quiet.does("key").out.strip() for _ in range(2))
    assert first != second
    assert settings_from({"SMI_KEY": first}).key != settings_from({"SMI_KEY": second}).key
    refused = quiet.does("status", SMI_KEY=first)
    assert is_one_sentence(refused, 2, "CorrectConfiguration", "is not the key this database was made with")


def test_a_key_for_what_comes_back_is_new_each_time_and_its_public_key_is_for_it(quiet: Site) -> None:
    said = quiet.does("seal-key").out.split()
    (identity,) = [word.removeprefix("SMI_AGE_IDENTITY=") for word in said if word.startswith("SMI_AGE_IDENTITY=")]
    assert (
        age_recipient_of(settings_from({"SMI_LIVE": "false", "SMI_AGE_IDENTITY": identity}).age_identity or "") in said
    )
    assert identity not in quiet.does("seal-key").out


def test_a_county_is_made_where_it_was_asked_for_and_the_same_twice(quiet: Site, tmp_path) -> None:  # type: ignore[no-untyped-def]
    command = ["--people", "24", "--practices", "2", "--as-of", "2026-11-20"]
    for name in ("a", "b"):
        said = quiet.does("synthesise", str(tmp_path / name), *command)
        assert said.code == 0, said.err
        assert "24 invented people in 2 practices" in said.out
    assert files_in(tmp_path / "a") == files_in(tmp_path / "b")
    assert {path.split("/")[0] for path in files_in(tmp_path / "a")} == {"inbox", "reference", "truth"}


def test_a_run_says_where_the_page_of_the_day_lies_and_its_figures_are_those_of_the_ledger(site: Site) -> None:
    said = site.run()
    (path,) = (line.split(": ")[1].strip() for line in said.out.splitlines() if line.startswith("Page of the day"))
    assert Path(path) == site.outbox / "2026-11-20" / "day-2026-11-20.html"
    page = Path(path).read_text(encoding="utf-8")
    assert PLANTED.lower() not in page.lower()
    ((read, aside),) = site.rows("select sum(rows_read), sum(rows_quarantined) from extract where fate = 'accepted'")  # type: ignore[misc]
    assert f"<dt>rows read</dt><dd>{read:,}</dd>" in page
    assert f"<dt>set aside</dt><dd>{aside:,}</dd>" in page


def test_the_steps_one_by_one_write_what_the_run_writes(new_site: Site, quiet: Site) -> None:
    inbox, outbox = ["--inbox", str(new_site.inbox)], ["--outbox", str(new_site.outbox)]
    day = ["--as-of", "2026-11-20"]
    for command in (
        ["ingest", *inbox, *day], ["reconcile"], ["flag", *day], ["prioritise", *day],
        ["letters", "draft", *outbox, *day], ["worklists", *outbox, *day], ["updates", *outbox, *day],
        ["accounting", *outbox, *day],
    ):  # fmt: skip
        said = new_site.does(*command)
        assert said.code == 0, (command, said.err)
        assert PLANTED.lower() not in (said.out + said.err).lower()
    assert new_site.files() == quiet.files()
