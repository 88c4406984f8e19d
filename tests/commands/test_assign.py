"""`assign` at the command line: whoever it names is with another partner from the next plan on."""

from tests.sites import AS_OF, Site

DAY = ["--as-of", AS_OF.isoformat()]
SAID = ["--by", "N. Otley", "--why", "knows her", *DAY]


def test_somebody_is_given_to_a_partner_and_the_next_plan_follows(site: Site) -> None:
    ((person, item, provider),) = site.rows(  # type: ignore[misc]
        "select person_id, worklist_item_id, provider_code from worklist_item inner join worklist using (worklist_id) "
        "where provider_code = 'calico' order by person_id limit 1"
    )
    said = site.does("assign", item, "--provider", provider, "--partner", "acorn", *SAID)
    assert said.code == 0, said.err
    assert "From the next plan on the person is with calico, acorn" in said.out
    assert site.does("prioritise", *DAY).code == 0
    ((partner,),) = site.rows("select partner_code from plan_item where person_id = :who", who=person)  # type: ignore[misc]
    assert partner == "acorn"
    before = site.tables()
    refused = site.does("assign", item, "--provider", "spring-north", "--partner", "acorn", *SAID)
    assert (refused.code, "no partner of spring-north" in refused.err) == (10, True)
    assert site.does("assign", "w" + "a" * 16, "--provider", provider, *SAID).code == 10
    assert site.tables() == before
