"""A table of entries joined to people by NHS number alone: one entry a row."""

from pipeline.core import column_names as names
from pipeline.core.raw_register import CHANGE, NotUnderstood, RawEntry, RawRegister, Table
from pipeline.core.reasons import FileReason
from pipeline.core.table_rows import is_footer, whole


def read_entry_table(table: Table, header: int, register: RawRegister) -> None:
    """Adds the table's entries to the register; raises NotUnderstood where a column is missing or stands twice."""
    at: dict[str, int] = {}
    for position, heading in enumerate(table.rows[header]):
        if not heading.strip() or names.folded(heading) in names.ANSWER_COLUMNS | names.NOT_USED:
            continue
        part = (
            "nhs_number"
            if names.person_column(heading) == "nhs_number"
            else CHANGE
            if names.folded(heading) in names.CHANGE_NAMES
            else names.ENTRY_NAMES.get(names.folded(heading))
        )
        if part is None:
            register.unknown_columns.append(heading)
        elif part in at:
            raise NotUnderstood(FileReason.COLUMN_TWICE, f"{heading!r} stands twice in {table.name}.")
        else:
            at[part] = position
    missing = [part for part in ("date", "term") if part not in at]
    if missing:
        raise NotUnderstood(FileReason.COLUMNS_MISSING, f"{table.name} lacks: " + ", ".join(missing) + ".")
    width = len(table.rows[header])
    number_at, element_at, date_at, value_at, unit_at, term_at, code_at = (
        at.get(part, width) for part in ("nhs_number", "element", "date", "value", "unit", "term", "code")
    )
    change_at = at.get(CHANGE)
    for sent, line_no in zip(table.rows[header + 1 :], table.lines[header + 1 :], strict=True):
        if not any(sent) or is_footer(sent):
            continue
        register.rows_read += 1
        row = whole(sent, width)
        change = None if change_at is None else row[change_at]
        register.entries.append(
            RawEntry(
                table.part, line_no, None, row[number_at], row[element_at] or None, row[date_at], row[value_at],
                row[unit_at], row[term_at], change, row[code_at],
            )
        )  # fmt: skip
