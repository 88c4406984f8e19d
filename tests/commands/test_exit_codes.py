"""What an operator must act on: one sentence, its exit code, no traceback, nobody's details."""

import resource
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.doors import shipped
from tests.sites import PLANTED, Said, Site, database_of, environ_of, smi


def is_one_sentence(said: Said, code: int, error: str, words: str) -> bool:
    """True where the command ended with the code and told the error, and nothing but it."""
    assert said.code == code, said.err
    assert said.err.startswith(f"{error}: "), said.err
    assert words in said.err.replace("\n", " "), said.err
    assert "Traceback" not in said.err
    assert PLANTED.lower() not in (said.out + said.err).lower()
    return len(said.err.strip().splitlines()) == 1


def test_an_inbox_that_is_no_folder(quiet: Site, tmp_path: Path) -> None:
    said = replace(quiet, inbox=tmp_path / "nowhere").run()
    assert is_one_sentence(said, 3, "CheckInbox", "nowhere is not a folder. Give the folder")


def test_an_inbox_that_is_a_file(quiet: Site, tmp_path: Path) -> None:
    file = tmp_path / "inbox"
    file.write_text(PLANTED)
    assert is_one_sentence(replace(quiet, inbox=file).run(), 3, "CheckInbox", "is not a folder")


def test_a_folder_named_like_markup_is_told_as_it_is(quiet: Site, tmp_path: Path) -> None:
    said = replace(quiet, inbox=tmp_path / "[" / "bold]").run()
    assert is_one_sentence(said, 3, "CheckInbox", "[/bold]")


def test_an_empty_inbox_on_an_empty_database(new_site: Site, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    said = replace(new_site, inbox=empty).run()
    assert is_one_sentence(said, 3, "CheckInbox", "No register has ever been taken in")
    assert new_site.files() == {}


def test_an_empty_inbox_after_a_first_run_is_a_quiet_day(site: Site, quiet: Site, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert replace(site, inbox=empty).run().code == 0
    assert site.files() == quiet.files()


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('"reason": "born_on_missing"', '"reason": "born_on_gone"', "expectation 6 (born_on_gone): its reason"),
        ('"sentence": "The family name is blank."', '"sentence": ""', "it has no sentence for the practice"),
        ('"column": "is_ten_digits"', '"column": "is_ten_digit"', "there is no fact 'is_ten_digit'"),
        ('"name":', '"name"', "line 2: it is not JSON"),
    ],
)
def test_a_broken_suite_is_told_before_anything_is_begun(
    new_site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, words: str
) -> None:
    text = (shipped.EXPECTATIONS / "register_extract.json").read_text()
    assert before in text
    (tmp_path / "register_extract.json").write_text(text.replace(before, after))
    monkeypatch.setattr(shipped, "EXPECTATIONS", tmp_path)
    tables = new_site.tables()
    said = new_site.run()
    assert said.code == 2
    assert said.err.startswith("CorrectConfiguration: Rows of registers cannot be judged, so nothing was begun.")
    assert words in said.err
    assert "Traceback" not in said.err
    assert (new_site.tables(), new_site.files()) == (tables, {})


def test_no_region_pack(cluster_url: str, template_database: str, county: Path, tmp_path: Path) -> None:
    with database_of(cluster_url, template_database, "no_region") as url:
        said = Site(tmp_path, county / "inbox", environ_of(tmp_path, url)).run()
    assert is_one_sentence(said, 8, "CorrectReferenceData", "No region pack is loaded")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SMI_LIVE", "perhaps", "SMI_LIVE is 'perhaps': expected true or false."),
        ("SMI_DATABASE_PORT", "0", "SMI_DATABASE_PORT is '0': expected a port number"),
        ("SMI_DATABASE_PORT", "70000", "SMI_DATABASE_PORT is '70000': expected a port number"),
        ("SMI_DATABASE_PORT", "²", "SMI_DATABASE_PORT is '²': expected a port number"),
        ("SMI_DATABASE_PORT", "5432x", "SMI_DATABASE_PORT is '5432x': expected a port number"),
        ("SMI_KEY", "short", "SMI_KEY is not a key: make one with `smi-outreach key`."),
        ("SMI_KEY", "schlüssel", "SMI_KEY is not a key: make one with `smi-outreach key`."),
        ("SMI_DATABASE_URL", "nonsense", "SMI_DATABASE_URL is not the address of a PostgreSQL server"),
        ("SMI_DATABASE_URL", "mysql://u:p4ssw0rd@h/d", "SMI_DATABASE_URL is not the address of a PostgreSQL server"),
        ("SMI_DATABASE_URL", "postgresql://u:p4ssw0rd@h:x/d", "SMI_DATABASE_URL is not the address"),
    ],
)
def test_a_wrong_setting(quiet: Site, name: str, value: str, words: str) -> None:
    said = quiet.does("status", **{name: value})
    assert is_one_sentence(said, 2, "CorrectConfiguration", words)
    assert "p4ssw0rd" not in said.err


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg", "postgresql+psycopg2"])
def test_any_usual_address_of_a_postgresql_server_will_do(quiet: Site, scheme: str) -> None:
    url = quiet.environ["SMI_DATABASE_URL"].replace("postgresql+psycopg", scheme)
    assert quiet.does("status", SMI_DATABASE_URL=url).code == 0


def test_a_database_that_cannot_be_reached(quiet: Site) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"postgresql://someone:p4ssw0rd@127.0.0.1:{taken.getsockname()[1]}/smi"
        said = quiet.does(*quiet.day_s_run, SMI_DATABASE_URL=url)
    assert is_one_sentence(said, 4, "StartDatabase", "The database cannot be reached")
    assert "p4ssw0rd" not in said.err


def test_a_wrong_password_is_not_repeated(quiet: Site) -> None:
    user = quiet.environ["SMI_DATABASE_URL"].split("@")[1]
    said = quiet.does("status", SMI_DATABASE_URL=f"postgresql://smi:p4ssw0rd@{user}")
    assert is_one_sentence(said, 4, "StartDatabase", "the password is right")
    assert "p4ssw0rd" not in said.err


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = smi("status", environ={**environ_of(tmp_path), "SMI_DATABASE_PORT": port})
    assert is_one_sentence(said, 6, "FreePort", f"Port {port} is in use.")
    assert smi("database", "remove", environ=environ_of(tmp_path)).code == 0


@pytest.mark.parametrize("name", ["outbox", "outbox/2026-11-20/worklists"])
def test_an_outbox_that_cannot_be_written(site: Site, quiet: Site, name: str) -> None:
    """A file stands where a folder is needed: refused for root as for anybody."""
    blocked = site.home / name
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.write_text("")
    assert is_one_sentence(site.run(), 5, "FreeDiskSpace", "Cannot write to")
    blocked.unlink()
    assert site.run().code == 0
    assert site.files() == quiet.files()


@contextmanager
def few_bytes_a_file() -> Iterator[None]:
    """No file may grow beyond 2 kB, as if the disk were full in the middle of one.

    Never longer than the command runs: where the test runner prints into a file, the limit is the runner's too.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_disk_that_is_full_in_the_middle_of_a_file(site: Site) -> None:
    with few_bytes_a_file():
        said = site.run()
    assert is_one_sentence(said, 5, "FreeDiskSpace", "the unfinished one was removed")
    assert list(site.home.rglob("*.half")) == []
    assert [path for path, content in site.files().items() if len(content) >= 2_000] == []


def test_a_data_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    said = smi("status", environ=environ_of(tmp_path))
    assert is_one_sentence(said, 5, "FreeDiskSpace", "Set SMI_DATA_DIR to a folder you can write.")


@pytest.mark.parametrize("as_of", ["yesterday", "2026-13-01", "20-11-2026", "2026-11-31"])
def test_a_day_that_is_none(quiet: Site, as_of: str) -> None:
    said = quiet.does("run", *quiet.folders, "--as-of", as_of)
    assert is_one_sentence(said, 10, "DecideDifferently", f"--as-of is '{as_of}': expected a day such as 2026-11-20.")


@pytest.mark.parametrize(("by", "why"), [("", "seen"), ("  ", "seen"), ("A. Person", ""), ("A. Person", " ")])
def test_a_release_without_a_name_or_a_reason(quiet: Site, by: str, why: str) -> None:
    before = quiet.tables()
    said = quiet.does(
        "letters", "release", "--outbox", str(quiet.outbox), "--as-of", "2026-11-20", "--by", by, "--reason", why
    )
    assert is_one_sentence(said, 10, "DecideDifferently", "A release needs the name")
    assert quiet.tables() == before


def test_a_release_when_nothing_waits(new_site: Site) -> None:
    said = new_site.does("letters", "release", "--outbox", str(new_site.outbox), "--by", "A", "--reason", "B")
    assert is_one_sentence(said, 10, "DecideDifferently", "No letters wait for approval.")


def test_a_release_of_a_day_before_the_drafts(quiet: Site) -> None:
    said = quiet.does(
        "letters", "release", "--outbox", str(quiet.outbox), "--by", "A", "--reason", "B", "--as-of", "2026-11-19"
    )
    assert is_one_sentence(said, 10, "DecideDifferently", "release it with --as-of of its day or later")


def test_a_pack_that_is_not_there(quiet: Site, tmp_path: Path) -> None:
    said = quiet.does("region", "load", str(tmp_path / "no-pack"))
    assert said.code == 8
    assert "there is no such folder" in said.err


def test_removing_a_database_on_a_server(quiet: Site) -> None:
    said = quiet.does("database", "remove")
    assert is_one_sentence(said, 10, "DecideDifferently", "Only an embedded database of synthetic data")


def test_a_county_that_cannot_be(quiet: Site, tmp_path: Path) -> None:
    said = quiet.does("synthesise", str(tmp_path / "c"), "--people", "2", "--practices", "20")
    assert is_one_sentence(said, 2, "CorrectConfiguration", "20 practices can hold 20 to")
    assert not (tmp_path / "c").exists()


def test_a_county_of_the_published_shape_has_its_own_size(quiet: Site, tmp_path: Path) -> None:
    said = quiet.does("synthesise", str(tmp_path / "c"), "--shape", "published", "--people", "20")
    assert is_one_sentence(said, 2, "CorrectConfiguration", "leave --people and --practices out")
    assert not (tmp_path / "c").exists()


def test_a_county_into_a_file(quiet: Site, tmp_path: Path) -> None:
    (tmp_path / "c").write_text("kept")
    said = quiet.does("synthesise", str(tmp_path / "c"), "--people", "20", "--practices", "2")
    assert is_one_sentence(said, 5, "FreeDiskSpace", "Cannot write")
    assert (tmp_path / "c").read_text() == "kept"
