"""`held`, `release` and `refuse` at the command line: what a person sees, decides, and what comes of it."""

from tests.factories import checked, plain_csv, row
from tests.sites import AS_OF, Site

DAY = ["--as-of", AS_OF.isoformat()]
DECIDED = ["--by", "R. Tarn", "--reason", "rang the practice", *DAY]


def two_for_one_day(site: Site) -> tuple[str, str]:
    """Lays two files of one practice and day into the inbox and runs the day; their extracts."""
    folder = site.inbox / "Z00001"
    for mark, people in (("a", (500, 501)), ("b", (500, 502))):
        path = folder / f"Z00001_20261120_{mark}.csv"
        path.write_bytes(plain_csv([row(n, **checked(AS_OF.replace(month=6))) for n in people]))
    assert site.run().code == 0
    found = site.rows("select extract_id from extract where fate_reason = 'two_for_one_day' order by extract_id")
    first, second = (each[0] for each in found)  # type: ignore[index]
    return first, second


def test_where_no_file_is_held_it_says_so(quiet: Site) -> None:
    said = quiet.does("held")
    assert (said.code, said.out) == (0, "No file is held.\n")


def test_a_held_file_is_shown_beside_the_register_in_force_and_names_nobody(site: Site) -> None:
    first, second = two_for_one_day(site)
    said = site.does("held")
    assert said.code == 0, said.err
    assert "Files held: 2" in said.out
    for extract in (first, second):
        assert extract in said.out
    assert "Z00001/Z00001_20261120_a.csv" in said.out
    assert "Two different extracts of this practice are dated the same day." in said.out
    assert "in force (2026-" in said.out
    for line in ("people", "of last time's people, recognised", "rows set aside", "people never checked"):
        assert f"\n  {line}  " in said.out
    assert "0 of 2 (0%)" in said.out
    assert "Brackwell" not in said.out


def test_what_is_released_is_in_force_after_the_next_run_and_the_other_is_refused(site: Site) -> None:
    first, second = two_for_one_day(site)
    said = site.does("release", second, *DECIDED)
    assert said.code == 0, said.err
    assert f"{second} released by R. Tarn." in said.out
    assert f"refused for it, being of the same day: {first}" in said.out
    assert site.run().code == 0
    assert site.does("held").out == "No file is held.\n"
    assert first not in site.does("status").out
    fates = site.rows("select extract_id, fate from extract where extract_id = any(:both)", both=[first, second])
    assert {tuple(each) for each in fates} == {(first, "rejected"), (second, "accepted")}  # type: ignore[call-overload]


def test_what_is_refused_is_not_shown_again(site: Site) -> None:
    for extract in two_for_one_day(site):
        assert site.does("refuse", extract, *DECIDED).code == 0
    assert site.run().code == 0
    assert site.does("held").out == "No file is held.\n"


def test_a_decision_nobody_signs_ends_with_10_and_changes_nothing(site: Site) -> None:
    extract, _ = two_for_one_day(site)
    before = site.tables()
    for command in ("release", "refuse"):
        said = site.does(command, extract, "--by", " ", "--reason", "because", *DAY)
        assert said.code == 10
        assert said.err.startswith(f"DecideDifferently: To {command} a file needs the name of who decided")
    assert site.tables() == before


def test_a_release_waits_for_a_run_that_is_at_work(site: Site) -> None:
    from pipeline.doors.db import open_database

    with open_database(site.settings) as database, database.only_run():
        assert site.does("release", "x0", *DECIDED).code == 7
        assert site.does("refuse", "x0", *DECIDED).code == 7
