"""A practice's own headings, and what a heading is taken to mean."""

from pipeline.core.extract_shapes import understand
from pipeline.core.practice_map import is_meaning, renamed
from pipeline.core.raw_register import Table

ROWS = [
    ["Pt No", "Pt Surname", "Born", "Shoe size", "bmi_date_1", "bmi_value_1"],
    ["999 000 0018", "Ashgrove", "01/02/1980", "9", "01/02/2024", "27"],
]
TABLE = Table(0, "a.csv", ROWS, [1, 2])
OWN = {"Pt No": "nhs_number", "pt surname": "family_name", "BORN": "born_on"}


def test_a_practice_s_own_headings_are_understood_through_its_map() -> None:
    register = understand([renamed(TABLE, OWN)])
    assert [person.cells["family_name"] for person in register.people] == ["Ashgrove"]
    assert register.unknown_columns == ["Shoe size"]


def test_every_heading_is_told_with_its_line_and_meaning() -> None:
    told = {(heading.text, heading.line_no): heading.meaning for heading in understand([renamed(TABLE, OWN)]).headings}
    assert told == {
        ("nhs_number", 1): "nhs_number",
        ("family_name", 1): "family_name",
        ("born_on", 1): "born_on",
        ("Shoe size", 1): "",
        ("bmi_date_1", 1): "bmi date 1",
        ("bmi_value_1", 1): "bmi value 1",
    }


def test_a_map_renames_headings_and_leaves_other_cells_alone() -> None:
    assert renamed(TABLE, {"Ashgrove": "surname"}).rows[0] == ROWS[0]
    assert renamed(TABLE, {}) is TABLE


def test_only_known_columns_entries_and_groups_are_meanings() -> None:
    assert all(is_meaning(text) for text in ("family_name", "bmi", "Blood Pressure", "bmi_date_2", "practice_code"))
    assert not any(is_meaning(text) for text in ("shoe_size", "", "bmi_date"))
