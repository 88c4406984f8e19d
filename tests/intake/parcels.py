"""What a practice sends, as tables that can be damaged before they are written, and what the damage touched."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter

from pipeline.core.column_names import folded
from pipeline.synthetic.entries import Entry, entry_of
from pipeline.synthetic.forms.sending import Line
from pipeline.synthetic.history import Tier
from pipeline.synthetic.people import identity_of
from pipeline.synthetic.plans import Plan, Standing, Stop
from tests.doors.archives import zipped
from tests.factories import AS_OF, nhs_number
from tests.intake.batches import PRACTICES
from tests.intake.forms import FORMS, Rows, delimited, escaped, lines_of, long_rows, practice_at, repeated, wide_rows

PEOPLE = 5
# Stands in every row, and nowhere in a heading.
PLANTED = "Qzplanted"
_STOPS = (Stop.NONE, Stop.REFUSED_SERVICE, Stop.RESTRICTED, Stop.NONE, Stop.NO_SHARE)
SHAPES = ("wide", "wide, quoted", "tsv", "emis", "emis, repeated", "systmone", "long", "medicus", "workbook")


@dataclass
class Sheet:
    """One table: its rows with the heading's place, and whose each row is."""

    name: str
    rows: Rows
    head: int
    owners: list[str]
    is_of_people: bool
    delimiter: str = ","
    quoting: int = csv.QUOTE_MINIMAL
    newline: str = "\r\n"
    encoding: str = "utf-8"
    is_escaped: bool = False

    @property
    def folds(self) -> bool:
        return self.head > 0 and "Patient Details" in self.rows[self.head - 1]

    @property
    def width_of_patient(self) -> int:
        """In a list report the columns before the first group, in any other table all."""
        titles = self.rows[self.head - 1] if self.folds else []
        width = len(self.rows[self.head])
        return next((at for at, title in enumerate(titles) if title not in ("", "Patient Details")), width)

    @property
    def body(self) -> range:
        return range(self.head + 1, len(self.rows))

    def rows_to_count(self) -> int:
        """Rows below the heading in which something stands, without the footer."""
        said = [[cell.strip() for cell in row if cell.strip()] for row in self.rows[self.head + 1 :]]
        return sum(bool(cells) and cells != ["End of report"] for cells in said)

    def _quoting(self, row: Sequence[str]) -> int:
        # Python leaves a lone carriage return bare where lines end with something else.
        return csv.QUOTE_ALL if any("\r" in cell for cell in row) else self.quoting

    def lines(self) -> list[bytes]:
        """Each row as the bytes it is written with."""
        codec = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(self.encoding, self.encoding)
        texts = [
            escaped([row]) if self.is_escaped else delimited([row], self.delimiter, self._quoting(row), self.newline)
            for row in self.rows
        ]
        made = [text.encode(codec, "replace") for text in texts]
        mark = {"utf-16": b"\xff\xfe", "utf-8-sig": b"\xef\xbb\xbf"}.get(self.encoding, b"")
        return [mark + made[0], *made[1:]]


@dataclass
class Parcel:
    """One practice's files, and whom and what the damage done so far may have changed."""

    slot: int
    shape: str
    sheets: list[Sheet]
    story: list[str] = field(default_factory=list)
    touched: set[str] = field(default_factory=set)
    touched_entries: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    # Nothing can be expected of its people any more, or nothing of how many rows it has.
    is_spoiled: bool = False
    rows: int | None = None

    @property
    def code(self) -> str:
        return PRACTICES[self.slot]

    def touch(self, sheet: Sheet, at: int) -> None:
        """The row, and where rows continue people the rows around it, which may now be somebody else's."""
        rows = range(at - 3, at + 4) if sheet.folds else (at,)
        owners = {sheet.owners[row] for row in rows if 0 <= row < len(sheet.owners)}
        self.touched_entries |= owners
        if sheet.is_of_people:
            self.touched |= owners

    def packed(self) -> dict[str, bytes]:
        """The files by name."""
        stem = f"{self.code}_{AS_OF:%Y%m%d}"
        self.rows = None if self.is_spoiled else sum(sheet.rows_to_count() for sheet in self.sheets)
        if self.shape == "workbook":
            return {f"{self.code} SMI register.xlsx": _workbook(self.sheets)}
        texts = {sheet.name: b"".join(sheet.lines()) for sheet in self.sheets}
        if self.shape in ("long", "medicus"):
            return {f"{stem}.zip": zipped({f"{name}.csv": text for name, text in texts.items()})}
        return {f"{stem}{name}.{'tsv' if self.shape == 'tsv' else 'csv'}": text for name, text in texts.items()}


@cache
def register_of(slot: int) -> tuple[Entry, ...]:
    """Five people nobody else has: two without a mark, three each with another stop."""
    return tuple(_somebody(slot, place) for place in range(PEOPLE))


def _somebody(slot: int, place: int) -> Entry:
    practice = practice_at(slot, PRACTICES[slot])
    number = nhs_number(100 + slot * PEOPLE + place)
    identity = identity_of(5, practice, place, AS_OF, number, is_minor=False)
    name = replace(identity.name, title="Ms", given_name="Zoë", preferred_name="", ethnicity="")
    standing = Standing.DIED if place == 3 else Standing.ORDINARY
    plan = Plan(standing=standing, tier=list(Tier)[place % len(Tier)], stop=_STOPS[place])
    entry = entry_of(5, practice, replace(identity, name=name), plan, AS_OF)
    letters = "".join(chr(ord("a") + int(digit)) for digit in f"{slot:02}{place}")
    # Units stand in some forms only; what is compared has none.
    observations = tuple(replace(seen, unit="") for seen in entry.observations)
    return replace(entry, family_name=f"{PLANTED}{letters}é", key_worker=PLANTED, observations=observations)


def marks_of(entry: Entry) -> set[str]:
    """The stops a person's own row says."""
    said = {
        "died": entry.died_on is not None,
        "is_restricted": entry.is_restricted,
        "is_not_to_be_shared": entry.is_not_to_be_shared,
        "refuses_outreach": entry.refuses_outreach,
    }
    return {mark for mark, is_said in said.items() if is_said}


def parcel_of(slot: int, shape: str) -> Parcel:
    lines = lines_of(register_of(slot))
    practice = practice_at(slot, PRACTICES[slot])
    with TemporaryDirectory() as folder:
        sheets = _sheets(Path(folder), shape, lines, slot)
    made = [_sheet(name, rows, practice.code) for name, rows in sheets.items()]
    for sheet in made:
        sheet.quoting = csv.QUOTE_ALL if shape.startswith(("emis", "wide, q")) else csv.QUOTE_MINIMAL
        sheet.delimiter = "\t" if shape == "tsv" else ","
        sheet.is_escaped = shape == "medicus"
        sheet.newline = "\n" if shape == "medicus" else "\r\n"
    return Parcel(slot, shape, made)


def _sheets(folder: Path, shape: str, lines: Sequence[Line], slot: int) -> dict[str, Rows]:
    practice = practice_at(slot, PRACTICES[slot])
    if shape in ("wide", "wide, quoted", "tsv"):
        return {"": wide_rows(lines, folder, practice)}
    if shape in ("long", "medicus", "workbook"):
        people, entries = long_rows(lines, "added" if shape == "medicus" else "")
        return {"people": people, "entries": entries}
    FORMS["systmone" if shape == "systmone" else "emis"].write(folder, practice, lines, slot)
    read = {path.stem: list(csv.reader(io.StringIO(_text(path), newline=""))) for path in sorted(folder.iterdir())}
    if shape == "systmone":
        return {"_" + stem.rsplit("_", 1)[1]: rows for stem, rows in read.items()}
    (rows,) = read.values()
    return {"": repeated(rows) if shape == "emis, repeated" else rows}


def _text(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252")


def _sheet(name: str, rows: Rows, code: str) -> Sheet:
    head = next(at for at, row in enumerate(rows) if row and folded(row[0]) == "nhsnumber")
    owners, above = [""] * (head + 1), ""
    for row in rows[head + 1 :]:
        above = (row[0].replace(" ", "") if row else "") or above
        owners.append(above)
    is_of_people = any(folded(cell) in ("familyname", "surname") for cell in rows[head])
    return Sheet(name, [list(row) for row in rows], head, owners, is_of_people)


def _workbook(sheets: Sequence[Sheet]) -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"created": datetime(2026, 11, 20)})  # noqa: DTZ001
    about = book.add_worksheet("About")
    about.write_row(0, 0, ["Extract date", f"{AS_OF:%d/%m/%Y}"])
    for sheet in sheets:
        page = book.add_worksheet(sheet.name)
        for at, row in enumerate(sheet.rows):
            for column, cell in enumerate(row):
                page.write_string(at, column, cell)
    book.close()
    return made.getvalue()
