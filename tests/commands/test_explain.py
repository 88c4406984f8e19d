"""`explain` at the command line: nothing is told before the look was logged, and nobody is named."""

import io
import json
import sys

import pytest

from tests.commands.test_exit_codes import is_one_sentence
from tests.sites import AS_OF, PLANTED, Site

DAY = ["--as-of", AS_OF.isoformat()]
LOOK = ["--by", "R. Tarn", "--why", "the practice asked", *DAY]


def one(site: Site, statement: str) -> str:
    found = site.rows(statement)
    return str(found[0][0])  # type: ignore[index]


def test_a_story_by_each_kind_of_id_is_logged_and_names_nobody(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    item = one(site, "select min(worklist_item_id) from worklist_item")
    person = one(site, f"select person_id from worklist_item where worklist_item_id = '{item}'")
    number = one(site, f"select nhs_number from person where person_id = '{person}'")
    by_item, by_person = (site.does("explain", said, *LOOK) for said in (item, person))
    assert (by_item.code, by_item.err) == (0, "")
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{number}\n"))
    by_number = site.does("explain", "-", *LOOK)
    assert by_item.out == by_person.out == by_number.out
    assert "2026-11-20: listed at" in by_item.out
    assert item in by_item.out
    assert number not in by_item.out
    assert PLANTED.lower() not in by_item.out.lower()
    as_json = json.loads(site.does("explain", person, "--json", *LOOK).out)
    assert as_json["person_id"] == person
    assert as_json["chapters"][0]["title"] == "Extracts that spoke of them"
    assert number not in str(as_json)
    looked = site.does("accesses", "--person", person)
    assert looked.out.count("R. Tarn") == 4
    assert looked.out.count(person) == 4


def test_without_a_name_or_a_reason_nothing_is_told(quiet: Site) -> None:
    person = one(quiet, "select min(person_id) from person")
    said = quiet.does("explain", person, "--by", " ", "--why", "asked", *DAY)
    assert is_one_sentence(said, 10, "DecideDifferently", "needs the name of who looks")
    assert said.out == ""
    assert quiet.does("explain", person, "--by", "R. Tarn").code == 2
    assert "Nobody has looked." in quiet.does("accesses").out


def test_a_number_as_an_argument_is_refused_and_repeated_nowhere(quiet: Site) -> None:
    said = quiet.does("explain", "999 000 0018", *LOOK)
    assert is_one_sentence(said, 10, "DecideDifferently", "looks like an NHS number")
    assert "0018" not in said.out + said.err
