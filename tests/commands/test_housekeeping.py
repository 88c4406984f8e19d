"""`smi-outreach housekeeping`: counts first, deletes then, and once."""

from datetime import timedelta

from tests.sites import AS_OF, Site


def test_a_dry_run_counts_what_the_command_then_deletes_once(site: Site) -> None:
    day = ["--as-of", (AS_OF + timedelta(days=60)).isoformat()]
    before = [path for path in site.settings.archive_dir.rglob("*") if path.is_file()]
    would = site.does("housekeeping", *day, "--dry-run", SMI_ARCHIVE_DAYS="45")
    assert would.code == 0, would.err
    assert "older than 45 days would be deleted; nothing was changed." in " ".join(would.out.split())
    tables = site.tables()
    assert [path for path in site.settings.archive_dir.rglob("*") if path.is_file()] == before
    count = int(would.out.split()[0])
    assert count > 0
    assert site.does("housekeeping", *day).out.startswith(f"{count} archived files")
    assert [name for name, rows in site.tables().items() if rows != tables[name]] == ["source_file"]
    assert site.does("housekeeping", *day).out.startswith("0 archived files")


def test_each_class_of_rows_is_named_with_its_days_and_its_count(site: Site) -> None:
    day = ["--as-of", (AS_OF + timedelta(days=60)).isoformat()]
    said = site.does("housekeeping", *day, "--dry-run")
    assert said.code == 0, said.err
    for name, days in (("landed_rows", 90), ("closed_quarantine_rows", 30), ("values_set_aside", 90)):
        assert f"0 rows of {name} older than {days} days would be deleted; nothing was changed." in said.out


def test_a_number_of_days_that_is_none_is_refused(site: Site) -> None:
    said = site.does("housekeeping", SMI_ARCHIVE_DAYS="soon")
    assert said.code == 2
    assert "SMI_ARCHIVE_DAYS is 'soon': expected a number of days" in said.err
