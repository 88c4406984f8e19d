"""How tables are understood: by their headings, whatever stands above, beside and below them."""

from datetime import date

import pytest

from pipeline.core.canonical_rows import read_people
from pipeline.core.extract_shapes import understand
from pipeline.core.practice_map import renamed
from pipeline.core.raw_register import NotUnderstood, RawRegister, Table
from pipeline.core.reasons import FileReason

WIDE = ["NHS No", "Surname", "DOB", "bmi_date_1", "bmi_value_1", "bmi_term_1"]
ADA = ["999 000 0026", "Brackwell", "04/05/1980", "01/06/2026", "27", "Body mass index"]
EMIS_TITLES = ["Patient Details", "", "", "BMI", "", "", "SMI Diagnosis", ""]
EMIS = ["NHS Number", "Family Name", "Date of Birth", "Code Term", "Date", "Value", "Code Term", "Date"]


def table(*rows: list[str], part: int = 0, name: str = "x.csv") -> Table:
    return Table(part, name, rows, range(1, len(rows) + 1))


def refused(*tables: Table) -> FileReason:
    with pytest.raises(NotUnderstood) as problem:
        understand(tables)
    return problem.value.reason


def test_headings_are_found_below_any_preamble_and_known_by_any_synonym() -> None:
    register = understand([table(["Report", "SMI"], ["Run Date", "20-Nov-2026"], [], WIDE, ADA)])
    (person,) = register.people
    assert (person.line_no, person.cells["family_name"], person.cells["born_on"]) == (5, "Brackwell", "04/05/1980")
    assert (register.date_texts, register.rows_read, register.form) == ({"20-Nov-2026"}, 1, "wide")
    (entry,) = register.entries
    assert (entry.element, entry.date, entry.value, entry.term) == ("bmi", "01/06/2026", "27", "Body mass index")


def emis(*rows: list[str]) -> RawRegister:
    return understand([table(["Report"], EMIS_TITLES, EMIS, *rows)])


def test_equal_headings_of_an_emis_report_are_told_apart_by_the_title_of_their_group() -> None:
    register = emis(["1", "B", "x", "Body mass index", "01-Jun-2026", "27", "Schizophrenia", "01-Jun-2015"])
    assert register.form == "emis"
    assert register.people[0].cells["diagnosis_on"] == "01-Jun-2015"
    assert [(e.element, e.term) for e in register.entries] == [("bmi", "Body mass index")]


def test_a_row_without_a_patient_continues_the_one_above_and_never_overwrites_it() -> None:
    first = ["1", "B", "x", "Body mass index", "01-Jun-2026", "27", "Schizophrenia", "01-Jun-2015"]
    older = ["", "", "", "Body mass index", "01-Jun-2022", "28", "Psychotic disorder", "01-Jun-2010"]
    register = emis(first, older)
    assert (register.rows_read, register.rows_folded, len(register.people)) == (2, 1, 1)
    assert {(e.person, e.date) for e in register.entries} == {(0, "01-Jun-2026"), (0, "01-Jun-2022")}
    assert register.people[0].cells["diagnosis_on"] == "01-Jun-2015"


def test_a_continuation_of_nobody_is_an_orphan() -> None:
    register = emis(["", "", "", "Body mass index", "01-Jun-2026", "27", "", ""])
    assert [(line, reason) for _, line, reason, _ in register.orphans] == [(4, "no_person_above")]


def test_blank_rows_and_footers_are_no_rows() -> None:
    register = understand([table(WIDE, ADA, ["", ""], ["End of report"], ["12 patients"])])
    assert register.rows_read == 1


def test_people_and_entries_in_two_tables_are_joined_later_by_number() -> None:
    entries = table(["NHS number", "Event date", "CTV3 code", "Read code description", "Numeric value"],
                    ["1", "01 Jun 2026", "YZa02", "Body mass index", "27"], part=1)  # fmt: skip
    register = understand([table(WIDE[:3], ADA[:3]), entries])
    assert (register.form, register.rows_read) == ("long", 2)
    assert [(e.person, e.nhs_number, e.part) for e in register.entries] == [(None, "1", 1)]


def test_a_column_nobody_knows_is_told_and_one_knowingly_not_used_is_not() -> None:
    register = understand([table([*WIDE, "Shoe size", "Usual GP"], [*ADA, "9", "BROOK, Ben (Dr)"])])
    assert register.unknown_columns == ["Shoe size"]


def test_whose_register_it_is_stands_in_the_preamble_or_in_a_column() -> None:
    register = understand([table(["Practice", "Z90001 Surgery"], [], [*WIDE, "Organisation Code"], [*ADA, "Z90002"])])
    assert register.practice_codes == {"Z90001", "Z90002"}


def test_what_cannot_be_understood_says_why() -> None:
    assert refused(table(["a", "b"])) is FileReason.NO_HEADER
    assert refused(table(WIDE)) is FileReason.FILE_EMPTY
    assert refused(table(["NHS No", "Surname"], ["1", "B"])) is FileReason.COLUMNS_MISSING
    assert refused(table([*WIDE, "Date of Birth"], ADA)) is FileReason.COLUMN_TWICE
    assert refused(table(WIDE[:3], ADA[:3])) is FileReason.PART_MISSING
    assert refused(table(["NHS No", "Event date", "Term"], ["1", "x", "y"])) is FileReason.PART_MISSING
    assert refused(table(["NHS No", "Event date"], ["1", "x"]), table(WIDE, ADA)) is FileReason.COLUMNS_MISSING


def test_a_file_without_entries_still_says_whom_it_holds() -> None:
    """Their stop marks count, though nothing else of the file does."""
    with pytest.raises(NotUnderstood) as problem:
        understand([table(WIDE[:3], ADA[:3])])
    assert problem.value.register is not None
    assert [person.cells["family_name"] for person in problem.value.register.people] == ["Brackwell"]


def test_an_emis_report_that_repeats_the_patient_s_cells_is_one_person_with_all_entries() -> None:
    header = ["NHS Number", "Family Name", "Date of Birth", "Code Term", "Date", "Code Term", "Date", "Value"]
    groups = ["Patient Details", "", "", "SMI Diagnosis", "", "BMI", "", ""]
    patient = ["999 000 0018", "Ashgrove", "01-Feb-1980"]
    rows = [
        groups,
        header,
        [*patient, "Schizophrenia", "01-Mar-2010", "Body mass index", "01-Mar-2024", "27"],
        [*patient, "Schizophrenia", "05-Jun-2015", "Body mass index", "01-Mar-2023", "26"],
        [*patient, "Schizophrenia", "05-Jun-2015", "Body mass index", "01-Mar-2023", "26"],
    ]
    register = understand([Table(0, "a.csv", rows, range(1, 6))])
    (person,) = register.people
    assert person.cells["diagnosis_on"] == "05-Jun-2015"
    assert [entry.date for entry in register.entries] == ["01-Mar-2024", "01-Mar-2023"]
    assert (register.rows_read, register.rows_folded, register.rows_collapsed) == (3, 1, 1)


STOPPED = [["NHS Number", "Surname", "DOB", "Deceased", "Consent to contact", "bmi_date_1"]]


@pytest.mark.parametrize(
    ("deceased", "consent", "headings"),
    [("", "", []), ("N", "Yes", []), ("no", "", []), ("Y", "Yes", ["Deceased"]), ("12/03/2026", "", ["Deceased"]),
     ("", "No", ["Consent to contact"]), ("?", "withdrawn", ["Consent to contact", "Deceased"])],
)  # fmt: skip
def test_a_mark_in_a_column_nobody_understands_holds_the_file_and_its_person(
    deceased: str, consent: str, headings: list[str]
) -> None:
    rows = [
        *STOPPED,
        ["9990000018", "Brackwell", "04/05/1980", deceased, consent, ""],
        ["9990000026", "Fennel", "1980"],
    ]
    table = Table(0, "a.csv", rows, [1, 2, 3])
    if not headings:
        register = understand([table])
    else:
        with pytest.raises(NotUnderstood) as held:
            understand([table])
        assert held.value.reason == FileReason.STOP_COLUMN_UNKNOWN
        assert held.value.detail == f"Not understood: {', '.join(headings)}."
        assert held.value.register is not None
        register = held.value.register
    first, second = read_people(register, date(2026, 11, 20), is_live=False).people
    assert first.values["refuses_outreach"] is bool(headings)
    assert second.values["refuses_outreach"] is False


def test_a_column_said_to_be_not_used_holds_nothing() -> None:
    rows = [*STOPPED, ["9990000018", "Brackwell", "04/05/1980", "see notes", "no", ""]]
    own = {"Deceased": "not_used", "Consent to contact": "not_used"}
    register = understand([renamed(Table(0, "a.csv", rows, [1, 2]), own)])
    assert register.unknown_columns == []


def test_a_group_nobody_understands_is_named_by_its_title() -> None:
    rows = [
        ["Patient Details", "", "", "Reason for removal", "", "BMI", ""],
        ["NHS Number", "Surname", "DOB", "Code Term", "Date", "Date", "Value"],
        ["9990000018", "Brackwell", "04/05/1980", "Death", "01/02/2026", "", ""],
    ]
    with pytest.raises(NotUnderstood) as held:
        understand([Table(0, "a.csv", rows, [1, 2, 3])])
    assert held.value.reason == FileReason.STOP_COLUMN_UNKNOWN
    assert held.value.detail == "Not understood: reasonforremoval: Code Term, reasonforremoval: Date."
