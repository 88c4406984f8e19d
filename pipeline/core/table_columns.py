"""Where the heading of a table is and what each of its columns means."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.core import column_names as names
from pipeline.core.raw_register import Heading, NotUnderstood, RawRegister, Table
from pipeline.core.reasons import FileReason
from pipeline.core.values import read_date, read_nhs_number

_GROUPS = {*names.GROUP_ELEMENTS, *names.GROUP_DATES, *names.GROUP_TERMS, *names.GROUP_FLAGS}


@dataclass
class Columns:
    """Which position of a people table holds what."""

    person: dict[str, int] = field(default_factory=dict)
    entries: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    group_facts: list[tuple[str, str, dict[str, int]]] = field(default_factory=list)
    practice: int | None = None
    change: int | None = None
    # Columns nobody understands that may mark people who must not be contacted: position -> heading.
    unread_stops: dict[int, str] = field(default_factory=dict)


def header_index(table: Table) -> int | None:
    """The first row that names the NHS number and another column we know; else the first that names the number.

    A line above the table may say by what it was sorted.
    """
    found = [
        index
        for index, row in enumerate(table.rows[:200])
        if any(names.person_column(cell) == "nhs_number" for cell in row if cell) and sum(map(bool, row)) > 1
    ]
    return next((index for index in found if _names_more(table.rows[index])), found[0] if found else None)


def _names_more(row: Sequence[str]) -> bool:
    known = {names.person_column(cell) or names.ENTRY_NAMES.get(names.folded(cell)) for cell in row if cell}
    return len(known - {None}) > 1


def check_heading(header: Sequence[str]) -> None:
    """Raises NotUnderstood where a person's row stands in the heading: its line break is lost, they would be too."""
    if any(read_nhs_number(cell).digits or _is_day(cell) for cell in header):
        raise NotUnderstood(
            FileReason.NO_HEADER, "The row of headings holds values too: a line break is missing in it."
        )


def _is_day(cell: str) -> bool:
    read = read_date(cell)
    return read.day is not None and read.is_precise


def holds_people(header: Sequence[str]) -> bool:
    return any(names.person_column(cell) in ("family_name", "born_on") for cell in header if cell)


def holds_entries(table: Table, header: int) -> bool:
    groups = group_titles(table.rows, header) or []
    return any(group in names.GROUP_ELEMENTS for group in groups) or any(
        names.numbered_entry(cell) for cell in table.rows[header] if cell
    )


def headings(table: Table, header: int) -> list[Heading]:
    """Every heading of a table with its meaning."""
    said = zip(table.rows[header], meanings(table, header), strict=True)
    return [Heading(table.part, table.lines[header], text, meaning) for text, meaning in said if text.strip()]


def meanings(table: Table, header: int) -> list[str]:
    """What each position of a table means, "" where that is not known."""
    groups = group_titles(table.rows, header)
    is_of_people = holds_people(table.rows[header])
    return [
        _meaning(text, groups[at] if groups else names.PATIENT_GROUP, is_of_people) if text.strip() else ""
        for at, text in enumerate(table.rows[header])
    ]


def _meaning(text: str, group: str, is_of_people: bool) -> str:
    folded = names.folded(text)
    if folded in names.ANSWER_COLUMNS:
        return "not used"
    if group != names.PATIENT_GROUP:
        part = names.GROUP_PARTS.get(folded)
        return f"{group}: {part}" if part and group in _GROUPS else ""
    if folded in names.CHANGE_NAMES:
        return "change_type"
    if not is_of_people:
        return "nhs_number" if names.person_column(text) == "nhs_number" else names.ENTRY_NAMES.get(folded, "")
    if entry := names.numbered_entry(text):
        return f"{entry[0]} {entry[1]} {entry[2]}"
    if folded in names.PRACTICE_CODE_NAMES:
        return "practice_code"
    return names.person_column(text) or ("not used" if folded in names.NOT_USED else "")


def group_titles(rows: Sequence[Sequence[str]], header: int) -> list[str] | None:
    """The group of every position, from the row of titles above the heading; None where there is none."""
    if header == 0:
        return None
    titles = [names.folded(cell) for cell in rows[header - 1]]
    if names.PATIENT_GROUP not in titles:
        return None
    width = len(rows[header])
    titles += [""] * (width - len(titles))
    current, filled = "", []
    for title in titles[:width]:
        current = title or current
        filled.append(current)
    return filled


def _change_column(header: Sequence[str]) -> int | None:
    found = [at for at, heading in enumerate(header) if names.folded(heading) in names.CHANGE_NAMES]
    if len(found) > 1:
        raise NotUnderstood(FileReason.COLUMN_TWICE, f"{header[found[1]]!r} stands twice.")
    return found[0] if found else None


def _not_understood(at: int, heading: str, group: str, columns: Columns, register: RawRegister) -> None:
    register.unknown_columns.append(heading)
    if any(names.speaks_of_stop(text) or names.speaks_of_consent(text) for text in (heading, group)):
        columns.unread_stops[at] = f"{group}: {heading}" if group else heading


def columns_of(header: Sequence[str], groups: list[str] | None, register: RawRegister) -> Columns:
    columns = Columns(change=_change_column(header))
    grouped: dict[str, dict[str, int]] = {}
    numbered: dict[tuple[str, int], dict[str, int]] = {}
    for at, heading in enumerate(header):
        group = groups[at] if groups else names.PATIENT_GROUP
        if not heading.strip() or names.folded(heading) in names.ANSWER_COLUMNS:
            continue
        if group != names.PATIENT_GROUP:
            part = names.GROUP_PARTS.get(names.folded(heading))
            if part is None or group not in _GROUPS:
                _not_understood(at, heading, group, columns, register)
            elif part in grouped.setdefault(group, {}):
                raise NotUnderstood(FileReason.COLUMN_TWICE, f"Group {group!r} has {heading!r} twice.")
            else:
                grouped[group][part] = at
        elif entry := names.numbered_entry(heading):
            numbered.setdefault((entry[0], entry[2]), {})[entry[1]] = at
        elif column := names.person_column(heading):
            if column in columns.person:
                raise NotUnderstood(FileReason.COLUMN_TWICE, f"{heading!r} and an earlier column both mean {column}.")
            columns.person[column] = at
        elif names.folded(heading) in names.PRACTICE_CODE_NAMES:
            columns.practice = at
        elif names.folded(heading) not in names.NOT_USED | names.CHANGE_NAMES:
            _not_understood(at, heading, "", columns, register)
    columns.entries = [(element, at) for (element, _), at in sorted(numbered.items())]
    for group, parts in grouped.items():
        if group in names.GROUP_ELEMENTS:
            columns.entries.append((names.GROUP_ELEMENTS[group], parts))
        elif group in names.GROUP_DATES:
            columns.group_facts.append((names.GROUP_DATES[group], "date", parts))
        elif group in names.GROUP_TERMS:
            columns.group_facts.append((names.GROUP_TERMS[group], "term", parts))
        else:
            columns.group_facts.append((names.GROUP_FLAGS[group], "flag", parts))
    return columns
