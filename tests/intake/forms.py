"""Every form in which a register can arrive, written for the same people, and what each form cannot say."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.synthetic.entries import Entry
from pipeline.synthetic.forms.canonical import COLUMNS, canonical_cells
from pipeline.synthetic.forms.emis import write_emis
from pipeline.synthetic.forms.plain import write_plain
from pipeline.synthetic.forms.sending import Line, Role, slashed, with_events
from pipeline.synthetic.forms.systmone import write_systmone
from pipeline.synthetic.forms.workbook import write_workbook
from pipeline.synthetic.practices import Area, Practice
from tests.doors.archives import zipped
from tests.factories import AS_OF

_ENTRIES = ("nhs_number", "element", "observed_on", "value", "unit", "term")
Rows = list[list[str]]


class Form(NamedTuple):
    """A way of writing. `has_units`: it has a column for them; `has_elements`: entries say their element."""

    write: Callable[[Path, Practice, Sequence[Line], int], object]
    has_units: bool = False
    has_elements: bool = True


def practice_at(index: int, code: str) -> Practice:
    area = Area("BB", "Lancashire", ("Burnley",), 0.5, 0.1)
    place = ("BB99 9ZZ", "U90001", "99A", area, "Burnley")
    return Practice(index, code, f"Surgery {code}", *place, "", 1, AS_OF, "", None, None)


def lines_of(register: Sequence[Entry]) -> list[Line]:
    return [Line(entry, Role.LANDED) for entry in register]


def wide_rows(lines: Sequence[Line], folder: Path, practice: Practice) -> Rows:
    """The plain CSV as rows of cells, to be written another way."""
    path = write_plain(folder, practice, lines).files[0].path
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode(), newline="")))
    path.unlink()
    return rows


def long_rows(lines: Sequence[Line], change: str = "") -> tuple[Rows, Rows]:
    """A table of people and one of entries; with a change in every row, a delta's."""
    extra = [change] if change else []
    heads = ["change_type"] if change else []
    people = [[*COLUMNS, *heads], *([*map(slashed, canonical_cells(line.entry)), *extra] for line in lines)]
    entries = [
        [line.entry.nhs_number, element, slashed(event.observed_on), event.value, event.unit, event.term, *extra]
        for line, events in with_events(lines)
        for element, event in events
    ]
    return people, [[*_ENTRIES, *heads], *entries]


def delimited(rows: Rows, delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL, newline: str = "\r\n") -> str:
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=delimiter, quoting=quoting, lineterminator=newline).writerows(rows)  # type: ignore[arg-type]
    return made.getvalue()


def escaped(rows: Rows) -> str:
    """As Medicus writes: every cell enclosed, quotes and backslashes behind a backslash."""
    quoted = [['"' + cell.replace("\\", "\\\\").replace('"', '\\"') + '"' for cell in row] for row in rows]
    return "".join(",".join(row) + "\n" for row in quoted)


def repeated(rows: Rows) -> Rows:
    """An EMIS list report made to repeat the patient's cells on every row of a person."""
    head = next(at for at, row in enumerate(rows) if row[:1] == ["NHS Number"])
    width = rows[head].index("Code Term")
    made, above = rows[: head + 1], [""] * width
    for row in rows[head + 1 :]:
        goes_on = len(row) > 1 and not any(row[:width])
        made.append([*above, *row[width:]] if goes_on else row)
        above = made[-1][:width]
    return made


def _emis(folder: Path, practice: Practice, lines: Sequence[Line], seed: int) -> object:
    return write_emis(folder, practice, lines, seed)


def _emis_repeated(folder: Path, practice: Practice, lines: Sequence[Line], seed: int) -> object:
    sent = write_emis(folder, practice, lines, seed).files[0]
    rows = list(csv.reader(io.StringIO(sent.path.read_bytes().decode(sent.encoding), newline="")))
    return sent.path.write_bytes(delimited(repeated(rows), quoting=csv.QUOTE_ALL).encode(sent.encoding))


def _wide(
    delimiter: str, encoding: str, ending: str = "csv"
) -> Callable[[Path, Practice, Sequence[Line], int], object]:
    def write(folder: Path, practice: Practice, lines: Sequence[Line], _: int) -> object:
        text = delimited(wide_rows(lines, folder, practice), delimiter)
        return (folder / f"{practice.code}_{practice.extract_on:%Y%m%d}.{ending}").write_bytes(text.encode(encoding))

    return write


def _zip(folder: Path, practice: Practice, **members: str) -> object:
    content = zipped({f"{name}.csv": text for name, text in members.items()})
    return (folder / f"{practice.code}_{practice.extract_on:%Y%m%d}.zip").write_bytes(content)


def _long(folder: Path, practice: Practice, lines: Sequence[Line], _: int) -> object:
    people, entries = long_rows(lines)
    return _zip(folder, practice, people=delimited(people), entries=delimited(entries))


def _medicus(folder: Path, practice: Practice, lines: Sequence[Line], _: int) -> object:
    people, entries = long_rows(lines, "added")
    return _zip(folder, practice, people=escaped(people), entries=escaped(entries))


FORMS: dict[str, Form] = {
    "wide csv": Form(lambda folder, practice, lines, _: write_plain(folder, practice, lines)),
    "wide tsv": Form(_wide("\t", "utf-8", "tsv")),
    "wide semicolons, utf-16": Form(_wide(";", "utf-16")),
    "wide bars, utf-16 without its mark": Form(_wide("|", "utf-16-le")),
    "emis": Form(_emis),
    "emis, cells repeated": Form(_emis_repeated),
    "systmone": Form(write_systmone, has_elements=False),
    "workbook": Form(write_workbook, has_units=True),
    "long, zipped": Form(_long, has_units=True),
    "medicus": Form(_medicus, has_units=True),
}


def can_say(name: str, register: Sequence[Entry], practice: Practice, seed: int) -> bool:
    """Whether a form can say all that stands in the register; here and nowhere else a form is left out.

    A file without units says nothing of them, nor a wide one of people none of whom has an entry. EMIS and SystmOne
    write "?" for a letter beyond their code page.
    """
    form = FORMS[name]
    if name.startswith("wide") and not any(entry.observations for entry in register):
        return False
    if not form.has_units and any(seen.unit for entry in register for seen in entry.observations):
        return False
    if name.startswith(("emis", "systmone")):
        return all(is_narrow(text) for entry in register for text in canonical_cells(entry) if isinstance(text, str))
    return True


def is_narrow(text: str) -> bool:
    """Whether the code page has every letter, and its bytes are not another text's in UTF-8: nobody could tell them."""
    try:
        written = text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    try:
        return written.decode("utf-8") == text
    except UnicodeDecodeError:
        return True
