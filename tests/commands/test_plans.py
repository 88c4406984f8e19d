"""`plans` and `plan print` at the command line: counts by provider, one person's page, the look logged first."""

from tests.commands.test_exit_codes import is_one_sentence
from tests.sites import AS_OF, PLANTED, Site

DAY = ["--as-of", AS_OF.isoformat()]


def test_a_plan_sent_back_is_counted_and_its_page_printed_for_whoever_says_why(site: Site) -> None:
    (first,) = site.rows(
        "select worklist_item_id, provider_code, content ->> 'name' as name from worklist_item "
        "inner join worklist using (worklist_id) where not is_withdrawn order by worklist_item_id limit 1"
    )
    item, provider_code, name = first  # type: ignore[misc]
    assert "Nobody has a plan yet" in site.does("plans", *DAY).out
    returned = site.inbox / "outcomes" / provider_code / "plans.csv"
    returned.parent.mkdir(parents=True)
    returned.write_text(
        'worklist_item_id,Name,Plan agreed on,What matters to me,"Goal, in their words",Goal achieved on\n'
        f"{item},{name},20/11/2026,The sea,Swim,\n{item},{name},,,Sing,20/11/2026\n"
    )
    done = site.run()
    assert done.code == 0, done.err
    counted = site.does("plans", *DAY).out
    assert counted.replace("│", "").split()[-6:] == [provider_code, "1", "0", "0", "1", "1"]
    assert "Plans people own" in site.does("status", *DAY).out
    look = ["--by", "R. Tarn", "--why", "she lost hers", "--outbox", str(site.outbox), *DAY]
    refused = site.does("plan", "print", item, *look[:2], "--why", " ", *look[4:])
    assert is_one_sentence(refused, 10, "DecideDifferently", "needs the name of who looks")
    printed = site.does("plan", "print", item, *look)
    assert printed.code == 0, printed.err
    (page,) = site.outbox.rglob(f"plans/{provider_code}/my-plan-*.html")
    assert page.name in printed.out
    assert "Swim" in page.read_text("utf-8")
    assert PLANTED.lower() not in printed.out.lower() + counted.lower()
    assert "she lost hers" in site.does("accesses").out
