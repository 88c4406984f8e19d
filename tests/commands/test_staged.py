"""`staged` at the command line: what a person sees of contradictions, decides, and what comes of it."""

from tests.sites import AS_OF, Site

DAY = ["--as-of", AS_OF.isoformat()]
DECIDED = ["--by", "R. Tarn", "--reason", "rang both practices", *DAY]


def first_waiting(site: Site) -> str:
    return next(line.split()[0] for line in site.does("staged", *DAY).out.splitlines() if "Which of them" in line)


def on_two_registers(site: Site) -> int:
    (found,) = site.rows("select count(*) from recall_status where to_run_id is null and status = 'on_two_registers'")
    return found[0]  # type: ignore[index, no-any-return]


def test_people_on_two_registers_are_listed_with_both_practices_and_nobody_is_named(quiet: Site) -> None:
    said = quiet.does("staged", *DAY)
    assert said.code == 0, said.err
    assert "Which of them is the person with?" in said.out
    full = {row[0] for row in quiet.rows("select nhs_number from person")}  # type: ignore[index]
    names = {row[0] for row in quiet.rows("select family_name from registration")}  # type: ignore[index]
    words = set(said.out.split())
    assert not full & {word.replace(" ", "") for word in words}
    assert not names & words
    assert "*** *** " in said.out
    assert "People who wait for a person to settle: " in quiet.does("status").out


def test_a_dry_run_shows_the_sides_and_changes_nothing_and_the_decision_is_carried_out_by_the_next_run(
    site: Site,
) -> None:
    staged_id, waited = first_waiting(site), on_two_registers(site)
    listed = site.does("staged", *DAY).out
    practice = listed.split(staged_id)[1].split("--take ")[1].split()[0]
    before = site.tables()
    said = site.does("staged", "settle", staged_id, "--take", practice, *DECIDED, "--dry-run")
    assert said.code == 0, said.err
    assert "registered" in said.out
    assert "nothing was changed" in said.out
    assert site.tables() == before
    said = site.does("staged", "settle", staged_id, "--take", practice, *DECIDED)
    assert said.code == 0, said.err
    assert f"{staged_id} settled as {practice} by R. Tarn. The next run carries it out." in said.out
    assert staged_id not in site.does("staged", *DAY).out
    assert on_two_registers(site) == waited
    assert site.run().code == 0
    assert on_two_registers(site) == waited - 1
    after = site.does("staged", "settle", staged_id, "--take", practice, *DECIDED)
    assert (after.code, "already settled by R. Tarn" in after.err) == (10, True)


def test_a_choice_that_is_none_is_refused_and_told_the_choices(quiet: Site) -> None:
    staged_id = first_waiting(quiet)
    said = quiet.does("staged", "settle", staged_id, "--take", "both", *DECIDED)
    assert said.code == 10
    assert f"--take 'both' does not settle {staged_id}: give Z0" in " ".join(said.err.split())
