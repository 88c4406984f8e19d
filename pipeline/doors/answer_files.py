"""The files of a practice's answer: rows to correct as CSV or XLSX, and the summary as XLSX."""

import csv
from collections.abc import Sequence
from io import StringIO

from pipeline.core.practice_answer import AnswerTable, Summary
from pipeline.doors.workbooks import Book, Note, csv_cell

SUMMARY = "Summary"


def to_correct(stem: str, tables: Sequence[AnswerTable], summary: Summary) -> list[tuple[str, bytes]]:
    """(file name, bytes) of the rows to correct, in the form in which the register came; none if no row failed."""
    tables = [table for table in tables if table.rows]
    sheets = [table for table in tables if table.is_sheet]
    files = [table for table in tables if not table.is_sheet]
    made = []
    if sheets:
        book = Book(f"Rows to correct {_uk_date(summary)}", _practice(summary), summary.as_of)
        for table in sheets:
            book.add_open_rows(table.name, table.rows, table.heading_at)
        made.append((f"{stem}.xlsx", book.finish()))
    for number, table in enumerate(files, start=1):
        ending = table.ending or f"part{number}"
        name = f"{stem}_{ending}.csv" if len(files) > 1 else f"{stem}.csv"
        text = StringIO(newline="")
        csv.writer(text, lineterminator="\r\n").writerows([csv_cell(cell) for cell in row] for row in table.rows)
        made.append((name, text.getvalue().encode("utf-8-sig")))
    return made


def summary_workbook(summary: Summary, corrections: Sequence[str]) -> bytes:
    """The bytes of the one-page summary."""
    book = Book(f"Your register of {_uk_date(summary)}", _practice(summary), summary.as_of)
    book.add_notes(SUMMARY, _notes(summary, corrections))
    return book.finish()


def _notes(summary: Summary, corrections: Sequence[str]) -> list[Note]:
    what = "corrected rows for your register" if summary.is_correction else "register extract"
    used = summary.landed + summary.folded + summary.collapsed
    gap = Note("", style="gap")
    return [
        Note("What became of your file", style="title"),
        Note("For", _practice(summary)),
        Note("About", f"your {what} of {_uk_date(summary)}, read on {summary.as_of:%d/%m/%Y}"),
        *(
            [Note("A trial", "Nothing of it was taken in: this is what would happen.", "alert")]
            if summary.is_trial
            else []
        ),
        gap,
        Note("Rows", style="heading"),
        Note("Received", f"{summary.read:,}"),
        Note("Accepted", _accepted(summary, used)),
        *([Note("Waiting", _waiting(summary.staged), style="alert")] if summary.staged else []),
        Note("Set aside", f"{summary.set_aside:,}" if summary.set_aside else "None."),
        *(Note(f"   {count:,} of them", sentence) for sentence, count in summary.row_reasons),
        *_how_to_correct(corrections),
        gap,
        *_warned_of(summary),
        *_not_counted(summary),
        Note("People who left since last time", style="heading"),
        *_leavers(summary),
        gap,
        Note("Columns we do not know", style="heading"),
        Note(
            "Not used",
            ", ".join(dict.fromkeys(summary.columns_unknown))
            if summary.columns_unknown
            else "None: all were understood.",
        ),
    ]


def _accepted(summary: Summary, used: int) -> str:
    details = [
        f"{count:,} {words}"
        for count, words in ((summary.folded, "continue a person above"), (summary.collapsed, "are exact doubles"))
        if count
    ]
    return f"{used:,}" + (f", of which {' and '.join(details)}" if details else "")


def _waiting(staged: int) -> str:
    return (
        f"{staged:,}: the NHS number is known with another date of birth, or is new for somebody whose old number has "
        "gone. Nobody is contacted until it is settled."
    )


def _how_to_correct(corrections: Sequence[str]) -> list[Note]:
    if not corrections:
        return []
    return [
        Note(
            "How to correct them",
            f"Open {' and '.join(corrections)}. Each row says what is wrong and what to change. Correct the cells, "
            "leave the first two columns and the file's name as they are, and send the file back the way you send "
            "your register. Or correct your own system: your next full register settles them as well.",
        ),
        Note("Until then", "The people of these rows stay on the register as they were. Nobody is taken off."),
    ]


def _warned_of(summary: Summary) -> list[Note]:
    if not summary.row_warnings:
        return []
    return [
        Note("Taken in, but please check", style="heading"),
        *(Note(f"{column}, in {_rows(count)}", sentence) for column, sentence, count in summary.row_warnings),
        Note("", style="gap"),
    ]


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _not_counted(summary: Summary) -> list[Note]:
    if not summary.value_reasons:
        return []
    return [
        Note("Results not counted", style="heading"),
        *(Note(f"{count:,} of them", reason.sentence) for reason, count in summary.value_reasons),
        Note("", style="gap"),
    ]


def _leavers(summary: Summary) -> list[Note]:
    if not summary.is_full:
        return [Note("Not asked", "This file is not your whole register: nobody is taken to have left.")]
    if not summary.leavers:
        return [Note("Nobody", "Everybody of last time is in this file.")]
    lines = [
        Note(leaver.nhs_number, "restricted record" if leaver.is_restricted else leaver.family_name)
        for leaver in summary.leavers
    ]
    return [Note(f"{len(lines):,} people", "If one of these should still be on it, please tell us."), *lines]


def _practice(summary: Summary) -> str:
    return f"{summary.practice_name} ({summary.practice_code})"


def _uk_date(summary: Summary) -> str:
    return f"{summary.extract_on:%d/%m/%Y}"
