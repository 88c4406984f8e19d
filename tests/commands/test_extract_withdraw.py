"""`extract withdraw` at the command line: what it says, what it leaves alone, and the day that follows."""

from tests.factories import checked, plain_csv, row
from tests.sites import AS_OF, Site

DAY = ["--as-of", AS_OF.isoformat()]
DECIDED = ["--by", "R. Tarn", "--reason", "another practice's file", *DAY]


def a_mistake(site: Site) -> str:
    """Lays a register of people who were never checked into a practice's folder and runs the day; its extract."""
    people = [*(row(n) for n in (900, 901)), row(902, **checked(AS_OF.replace(month=6)))]
    path = site.inbox / "Z00001" / "Z00001_20261120_mistake.csv"
    path.write_bytes(plain_csv(people))
    assert site.run().code == 0
    held = site.rows("select extract_id from extract where fate = 'held' and practice_code = 'Z00001'")
    for (extract,) in held:  # type: ignore[misc]
        assert site.does("release", str(extract), *DECIDED).code == 0
        assert site.run().code == 0
    ((found,),) = site.rows(  # type: ignore[misc]
        "select extract_id from extract inner join extract_file using (extract_id) "
        "where inbox_path like '%mistake.csv' and fate = 'accepted'"
    )
    return str(found)


def about_z00001(site: Site) -> list[object]:
    return list(site.rows("select * from registration where practice_code = 'Z00001' order by person_id"))


def test_it_is_out_names_what_is_outside_and_the_next_run_follows(site: Site) -> None:
    before = about_z00001(site)
    extract = a_mistake(site)
    assert about_z00001(site) != before
    assert site.does("letters", "release", "--outbox", str(site.outbox), *DECIDED).code == 0
    tables = site.tables()

    said = site.does("extract", "withdraw", extract, *DECIDED, "--dry-run")
    assert said.code == 0, said.err
    assert f"{extract} of Z00001 (2026-11-20) would be withdrawn; nothing was changed." in said.out
    assert site.tables() == tables

    said = site.does("extract", "withdraw", extract, *DECIDED)
    assert said.code == 0, said.err
    assert f"{extract} of Z00001 (2026-11-20) withdrawn by R. Tarn." in said.out
    letters = site.rows("select letter_id from letter where state = 'released' and person_id in ("
                        "select person_id from person where first_extract_id is null)")  # fmt: skip
    assert letters
    for (letter,) in letters:  # type: ignore[misc]
        assert f"  letter {letter}  2026-11-20/letters/" in said.out
    assert f"  2026-11-20/practices/Z00001-2026-11-20-{extract[:7]}-summary.xlsx" in said.out.replace(" rows", "")
    assert "Brackwell" not in said.out
    assert about_z00001(site) == before
    assert "FAILS  people listed" not in site.does("status").out

    assert site.run().code == 0
    shown = site.does("status").out
    assert "(withdrawn): The file was in force and a person withdrew it" in shown
    assert "FAILS" not in shown
    assert about_z00001(site) == before


def test_it_waits_for_a_run_that_is_at_work(site: Site) -> None:
    from pipeline.doors.db import open_database

    with open_database(site.settings) as database, database.only_run():
        assert site.does("extract", "withdraw", "x0", *DECIDED).code == 7


def test_what_cannot_be_withdrawn_ends_with_10_and_changes_nothing(site: Site) -> None:
    before = site.tables()
    ((accepted,),) = site.rows("select extract_id from extract where fate = 'accepted' order by 1 limit 1")  # type: ignore[misc]
    for extract, decided in (("x0", DECIDED), (str(accepted), ["--by", " ", "--reason", "because", *DAY])):
        said = site.does("extract", "withdraw", extract, *decided)
        assert said.code == 10
        assert said.err.startswith("DecideDifferently: ")
        assert said.err.count("\n") == 1
    assert site.tables() == before
