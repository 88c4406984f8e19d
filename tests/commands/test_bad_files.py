"""Bad files through the whole run: the run ends well, good files land, each bad one is listed with its sentence."""

import io
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from tests.doors.archives import zipped
from tests.sites import AS_OF, PLANTED, Said, Site

NEXT_DAY = AS_OF + timedelta(days=1)
UNREADABLE = "The file cannot be read as CSV or XLSX."
NUL_BYTES = "The file holds NUL bytes"
GOLDEN = Path(__file__).resolve().parent.parent / "golden"
UNKNOWN = "The folder is not named after a known practice."


@pytest.fixture
def next_day(site: Site) -> Site:
    """The day after the first run, with an empty inbox to lay files into."""
    shutil.rmtree(site.inbox)
    site.inbox.mkdir()
    return replace(site, as_of=NEXT_DAY)


def good_csv(county: Path) -> Path:
    """A plain file of a practice, whose people carry the planted word."""
    return next(
        path for path in sorted((county / "inbox").rglob("*.csv")) if PLANTED in path.read_text("utf-8", "replace")
    )


def workbook(county: Path) -> bytes:
    return next(path for path in sorted((county / "inbox").rglob("*.xlsx"))).read_bytes()


def lay(site: Site, name: str, content: bytes, practice: str = "Z00002") -> Path:
    path = site.inbox / practice / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def listed(said: Said, *words: str) -> bool:
    """True where one line of the status holds all the words."""
    return any(all(word in line for word in words) for line in said.out.splitlines())


def run_and_look(site: Site) -> Said:
    done = site.run()
    assert done.code == 0, done.err
    assert all('"event": "register_late"' in line for line in done.err.splitlines())
    said = site.does("status")
    assert said.code == 0, said.err
    for text in (done.out, said.out):
        assert PLANTED.lower() not in text.lower()
    return said


MAKERS: dict[str, Callable[[Path], bytes]] = {
    "binary.csv": lambda _: bytes(range(256)) * 40,
    "bomb.zip": lambda _: zipped({"register.csv": bytes(400_000_000)}),
    "nested.zip": lambda county: zipped({"inner.zip": zipped({"register.csv": good_csv(county).read_bytes()})}),
    "outside.zip": lambda county: zipped({"../../register.csv": good_csv(county).read_bytes()}),
    "truncated.xlsx": lambda county: workbook(county)[:-700],
    "half.xlsx": lambda county: workbook(county)[: len(workbook(county)) // 2],
    "protected.xlsx": lambda _: next(GOLDEN.glob("workbook-password/*/*/*.xlsx")).read_bytes(),
    "text.xlsx": lambda _: f"{PLANTED} is no workbook".encode(),
    "empty.csv": lambda _: b"",
    "blank.csv": lambda _: b"\r\n \r\n",
    "headings-only.csv": lambda county: good_csv(county).read_bytes().splitlines()[0],
    "without-headings.csv": lambda county: b"\r\n".join(good_csv(county).read_bytes().splitlines()[1:]),
    "utf16-cut.csv": lambda _: b"\xff\xfe" + PLANTED.encode("utf-16-le") + b"\x00",
    "quote.csv": lambda _: b'nhs_number,family_name,born_on\r\n"' + PLANTED.encode() * 200_000,
    "page.csv": lambda _: f"<html><body>Sign in, {PLANTED}</body></html>".encode(),
}


def test_each_bad_file_is_listed_with_its_sentence_and_the_good_one_lands(next_day: Site, county: Path) -> None:
    for name, make in MAKERS.items():
        lay(next_day, name, make(county))
    good = good_csv(county)
    lay(next_day, f"{good.parent.name}_20261121.csv", good.read_bytes(), practice=good.parent.name)
    said = run_and_look(next_day)
    for name in MAKERS:
        assert listed(said, f"Z00002/{name} (rejected): "), name
    for name in ("truncated.xlsx", "half.xlsx", "quote.csv"):
        assert listed(said, f"Z00002/{name} ", UNREADABLE), name
    for name, sentence in (
        ("binary.csv", NUL_BYTES),
        ("protected.xlsx", "The workbook is protected by a password."),
        ("bomb.zip", "unpacks to more than a register can be"),
        ("nested.zip", "The ZIP archive holds another archive."),
        ("outside.zip", "a file whose name leads to another folder"),
    ):
        assert listed(said, f"Z00002/{name} ", sentence), name
    assert listed(said, "Z00002/empty.csv ", "The file has no rows of people.")
    accepted = next_day.rows("select practice_code from extract where fate = 'accepted' and extract_on = '2026-11-21'")
    assert [row[0] for row in accepted] == [good.parent.name]
    people = next_day.rows("select count(*) from registration where practice_code = 'Z00002' and state = 'registered'")
    assert people[0][0] > 0, "no bad file took anybody off the register"


def test_what_is_no_plain_file_is_never_followed_or_opened(next_day: Site, county: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.csv"
    shutil.copyfile(good_csv(county), outside)
    folder = next_day.inbox / "Z00002"
    (folder / "folder.csv").mkdir(parents=True)
    (folder / "link.csv").symlink_to(outside)
    (folder / "nowhere.csv").symlink_to(tmp_path / "gone")
    os.mkfifo(folder / "pipe.csv")
    said = run_and_look(next_day)
    for name in ("link.csv", "nowhere.csv", "pipe.csv"):
        assert listed(said, name, UNREADABLE), name
    assert not listed(said, "folder.csv"), "an empty folder is nothing that was sent"


NAMES = (
    "two\nlines.csv", "a..%2f..%2fetc%2fpasswd.csv", "[bold]x[", "[red].csv", "-rf.csv",
    "a'; drop table person;--.csv", "\u202egnp.csv", "x" * 240 + ".csv", os.fsdecode(b"caf\xe9.csv"),
)  # fmt: skip


def test_a_file_s_name_is_only_ever_a_name(next_day: Site, county: Path) -> None:
    for which, name in enumerate(NAMES):
        lay(next_day, name, MAKERS["binary.csv"](county) + bytes([which]))
    said = run_and_look(next_day)
    assert sum(NUL_BYTES in line for line in said.out.splitlines()) == len(NAMES)
    assert next_day.rows("select count(*) from person")[0][0] > 0
    assert all(line.isprintable() for line in said.out.splitlines())


def test_a_folder_named_like_markup_does_not_stop_the_list_of_files(next_day: Site, county: Path) -> None:
    lay(next_day, "bold]x.csv", MAKERS["binary.csv"](county), practice="[")
    said = run_and_look(next_day)
    assert listed(said, "[/bold]x.csv")
    assert next_day.does("run", *next_day.folders, "--as-of", NEXT_DAY.isoformat(), "--dry-run").code == 0


def test_a_practice_nobody_knows_is_listed_until_it_is_known(next_day: Site, county: Path) -> None:
    lay(next_day, "register.csv", good_csv(county).read_bytes(), practice="Z99999")
    lay(next_day, "register.csv", good_csv(county).read_bytes(), practice="../inbox/no code")
    said = run_and_look(next_day)
    assert listed(said, "Z99999/register.csv", UNKNOWN)
    assert listed(said, "no code/register.csv", UNKNOWN)


def test_a_file_that_may_not_be_read_does_not_stop_the_run(next_day: Site, county: Path) -> None:
    lay(next_day, "locked.csv", good_csv(county).read_bytes()).chmod(0)
    # Root may read anything: drop that right.
    rights = "-dac_override,-dac_read_search"
    before = ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}"] if os.geteuid() == 0 else []
    done = next_day.spawn(*next_day.day_s_run, before=before)
    assert done.code == 0, done.err
    assert listed(next_day.does("status"), "Z00002/locked.csv", UNREADABLE)
    (next_day.inbox / "Z00002" / "locked.csv").unlink()
    assert len(next_day.files()) > 5, "the day's lists are there"


def test_a_cell_no_database_can_hold_sets_nothing_aside_but_itself(next_day: Site, county: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(county)))
    sheet = book.worksheets[0]
    sheet.cell(row=3, column=2).value = "Nul_x0000_l"
    made = io.BytesIO()
    book.save(made)
    practice = next(path for path in sorted((county / "inbox").rglob("*.xlsx"))).parent.name
    lay(next_day, f"{practice}_20261121.xlsx", made.getvalue(), practice=practice)
    run_and_look(next_day)
