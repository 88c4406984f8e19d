"""The reason codes of files, rows and values. A code is stored; its one sentence is shown."""

from enum import StrEnum


class RowReason(StrEnum):
    """Why a row of a register extract was set aside."""

    NHS_NUMBER_MISSING = "nhs_number_missing"
    NHS_NUMBER_DAMAGED = "nhs_number_damaged"
    NHS_NUMBER_CHECK_DIGIT = "nhs_number_check_digit"
    TEST_NHS_NUMBER = "test_nhs_number"
    FAMILY_NAME_MISSING = "family_name_missing"
    BORN_ON_MISSING = "born_on_missing"
    BORN_ON_UNREADABLE = "born_on_unreadable"
    BORN_ON_IMPOSSIBLE = "born_on_impossible"
    TWO_ROWS_DIFFER = "two_rows_differ"
    NO_PERSON_ABOVE = "no_person_above"
    ROW_WITHOUT_PERSON = "row_without_person"
    PERSON_SET_ASIDE = "person_set_aside"
    CHANGE_UNKNOWN = "change_unknown"
    ROW_TOO_WIDE = "row_too_wide"


# The sentences of all others stand in expectations/register_extract.json, beside the expectation that raises them.
UNJUDGED_ROW_SENTENCES = {
    RowReason.NO_PERSON_ABOVE: "The row continues a person, but no person stands above it.",
    RowReason.ROW_WITHOUT_PERSON: "The row's NHS number is not in the file of patients.",
    RowReason.PERSON_SET_ASIDE: "The row belongs to a person whose own row was set aside.",
}


class RowWarning(StrEnum):
    """What a row is taken in in spite of. A landed row keeps it as `<column>_<warning>`."""

    UNREADABLE = "unreadable"
    IMPOSSIBLE = "impossible"
    UNCLEAR = "unclear"
    NOT_A_NUMBER = "not_a_number"

    def of(self, column: str) -> str:
        """The code a landed row keeps."""
        return f"{column}_{self}"


def read_warning(code: str) -> tuple[str, RowWarning]:
    """The column and the warning of a code that a landed row keeps."""
    warning = next(each for each in RowWarning if code.endswith(f"_{each}"))
    return code.removesuffix(f"_{warning}"), warning


class ValueReason(StrEnum):
    """Why one recorded value is not counted, while its row and person are."""

    DATE_MISSING = "date_missing"
    DATE_UNREADABLE = "date_unreadable"
    DATE_IN_FUTURE = "date_in_future"
    DATE_BEFORE_BIRTH = "date_before_birth"
    DATE_PLACEHOLDER = "date_placeholder"
    VALUE_MISSING = "value_missing"
    VALUE_UNREADABLE = "value_unreadable"
    VALUE_IMPLAUSIBLE = "value_implausible"
    TERM_UNKNOWN = "term_unknown"
    HBA1C_UNIT_UNKNOWN = "hba1c_unit_unknown"
    PRESSURE_HALF_MISSING = "pressure_half_missing"
    CODE_DAMAGED = "code_damaged"

    @property
    def sentence(self) -> str:
        return _VALUE_SENTENCES[self]


_VALUE_SENTENCES = {
    ValueReason.DATE_MISSING: "The entry has no date.",
    ValueReason.DATE_UNREADABLE: "The entry's date cannot be read as day, month and year.",
    ValueReason.DATE_IN_FUTURE: "The entry is dated after the day of the extract.",
    ValueReason.DATE_BEFORE_BIRTH: "The entry is dated before the person was born.",
    ValueReason.DATE_PLACEHOLDER: "The entry is dated 01/01/1900, which stands for no date.",
    ValueReason.VALUE_MISSING: "The entry has no value and its wording is no result by itself.",
    ValueReason.VALUE_UNREADABLE: "The entry's value cannot be read.",
    ValueReason.VALUE_IMPLAUSIBLE: "The entry's value is outside what a living person can have.",
    ValueReason.TERM_UNKNOWN: "The entry's wording does not name one of the six elements.",
    ValueReason.HBA1C_UNIT_UNKNOWN: (
        "An HbA1c from 20 to 25 can be mmol/mol or %, and neither the unit nor the wording says which."
    ),
    ValueReason.PRESSURE_HALF_MISSING: (
        "A systolic or diastolic pressure alone is no blood pressure: the other half of that day is missing."
    ),
    ValueReason.CODE_DAMAGED: (
        "A spreadsheet rounded the entry's code to 15 digits. Please format the column as text and export again."
    ),
}


class FileReason(StrEnum):
    """Why a whole file was kept back or refused. The sentence is written for the data engineer."""

    PRACTICE_UNKNOWN = "practice_unknown"
    PRACTICES_DISAGREE = "practices_disagree"
    FILE_UNREADABLE = "file_unreadable"
    FILE_EMPTY = "file_empty"
    NO_HEADER = "no_header"
    COLUMNS_MISSING = "columns_missing"
    COLUMN_TWICE = "column_twice"
    DATES_DISAGREE = "dates_disagree"
    NO_DATE = "no_date"
    DATE_AFTER_RUN = "date_after_run"
    OLDER_THAN_ACCEPTED = "older_than_accepted"
    TWO_FOR_ONE_DAY = "two_for_one_day"
    PART_MISSING = "part_missing"
    STOP_COLUMN_UNKNOWN = "stop_column_unknown"
    NOBODY_LANDED = "nobody_landed"
    REGISTER_SHRANK = "register_shrank"
    REGISTER_GREW = "register_grew"
    TOO_FEW_RECOGNISED = "too_few_recognised"
    TOO_MANY_SET_ASIDE = "too_many_set_aside"
    SAME_AS_EARLIER = "same_as_earlier"
    HISTORY_SHORTER = "history_shorter"
    NEVER_CHECKED_JUMPED = "never_checked_jumped"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    FILE_TOO_BIG = "file_too_big"
    TOO_MANY_COLUMNS = "too_many_columns"
    NUL_BYTES = "nul_bytes"
    WORKBOOK_PASSWORD = "workbook_password"
    ARCHIVE_PASSWORD = "archive_password"
    ARCHIVE_NESTED = "archive_nested"
    ARCHIVE_TOO_MANY = "archive_too_many"
    ARCHIVE_TOO_BIG = "archive_too_big"
    ARCHIVE_NAME_OUTSIDE = "archive_name_outside"

    @property
    def sentence(self) -> str:
        return _FILE_SENTENCES[self]


_FILE_SENTENCES = {
    FileReason.PRACTICE_UNKNOWN: (
        "The folder is not named after a known practice. Add the practice with `smi-outreach reference load`, "
        "or move the file to the right folder."
    ),
    FileReason.PRACTICES_DISAGREE: "The file names another practice than the folder it lies in.",
    FileReason.FILE_UNREADABLE: "The file cannot be read as CSV or XLSX. Ask the practice to export it again.",
    FileReason.FILE_EMPTY: "The file has no rows of people.",
    FileReason.NO_HEADER: "No row of the file holds an NHS number column. Ask for the report with its headings.",
    FileReason.COLUMNS_MISSING: "A column that is needed is missing.",
    FileReason.COLUMN_TWICE: "A column stands twice in the heading, so that it is not clear which one counts.",
    FileReason.DATES_DISAGREE: "The file's own dates of extract disagree.",
    FileReason.NO_DATE: "The file does not say of which day it is, neither inside nor in its name.",
    FileReason.DATE_AFTER_RUN: "The file is dated after the day of the run.",
    FileReason.OLDER_THAN_ACCEPTED: "A newer extract of this practice is already in force.",
    FileReason.TWO_FOR_ONE_DAY: "Two different extracts of this practice are dated the same day. Keep the right one.",
    FileReason.PART_MISSING: (
        "A part of the report is missing: patients and entries about all six elements belong together. "
        "Ask the practice for the whole report."
    ),
    FileReason.STOP_COLUMN_UNKNOWN: (
        "A column that may mark people who died, were removed or refuse contact is not understood, and marks some. "
        "Ask the practice what it means and add its heading to the practice's map, as `not_used` if it stops nobody. "
        "Released as it is, whoever it marks is not contacted."
    ),
    FileReason.NOBODY_LANDED: "Not one row of the file could be taken.",
    FileReason.REGISTER_SHRANK: (
        "The register holds far fewer people than last time. Ask the practice whether the file is whole."
    ),
    FileReason.REGISTER_GREW: (
        "The register holds far more people than last time. Ask the practice which register was exported."
    ),
    FileReason.TOO_FEW_RECOGNISED: (
        "Too few of last time's people are in the file. Ask the practice whether it is its own register."
    ),
    FileReason.TOO_MANY_SET_ASIDE: (
        "Too large a share of the rows was set aside: the export is probably damaged. Ask for it again."
    ),
    FileReason.SAME_AS_EARLIER: (
        "The file has the same content as an earlier one under a newer date. Ask whether an old file was sent again."
    ),
    FileReason.HISTORY_SHORTER: (
        "The file reaches back less far than the years asked for, and the one before reached further. "
        "Ask for the whole history."
    ),
    FileReason.NEVER_CHECKED_JUMPED: (
        "Far more people than expected would count as never checked. Ask the practice whether results are missing."
    ),
    FileReason.REFUSED: "A person refused the file: it is never used.",
    FileReason.WITHDRAWN: "The file was in force and a person withdrew it: it counts as if it had never come.",
    FileReason.FILE_TOO_BIG: (
        "The file is larger than a register can be and was not read. Ask the practice for its SMI register alone, "
        "or raise SMI_MAX_FILE_MB."
    ),
    FileReason.TOO_MANY_COLUMNS: (
        "The file has more than 300 columns. Ask the practice for the register's columns alone, "
        "or for results as one row each."
    ),
    FileReason.NUL_BYTES: (
        "The file holds NUL bytes, which no text has: it was damaged on its way or is no CSV. "
        "Ask the practice to export it again."
    ),
    FileReason.WORKBOOK_PASSWORD: (
        "The workbook is protected by a password. Ask the practice to send it without one, by the agreed secure way."
    ),
    FileReason.ARCHIVE_PASSWORD: (
        "The ZIP archive is protected by a password. Ask the practice to send it without one, by the agreed secure way."
    ),
    FileReason.ARCHIVE_NESTED: "The ZIP archive holds another archive. Ask the practice to pack the files themselves.",
    FileReason.ARCHIVE_TOO_MANY: "The ZIP archive holds too many files. Ask the practice for one extract a ZIP.",
    FileReason.ARCHIVE_TOO_BIG: (
        "The ZIP archive or workbook unpacks to more than a register can be; unpacking was stopped. "
        "Ask who sent it what it is, or raise SMI_MAX_FILE_MB."
    ),
    FileReason.ARCHIVE_NAME_OUTSIDE: (
        "The ZIP archive holds a file whose name leads to another folder. Nothing of it was unpacked: "
        "ask who sent it what it is."
    ),
}
