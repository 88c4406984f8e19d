"""A practice's own headings: what they mean where the shared synonyms do not know them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.core import column_names as names
from pipeline.core.raw_register import Table
from pipeline.core.register_contract import PERSON_COLUMNS, Element

HEADING_ROWS = 200
_GROUPS = {
    *names.GROUP_ELEMENTS,
    *names.GROUP_DATES,
    *names.GROUP_TERMS,
    *names.GROUP_FLAGS,
    names.PATIENT_GROUP,
}
MEANINGS = frozenset({*PERSON_COLUMNS, *Element, *names.ENTRY_NAMES.values(), "practice_code", names.NOT_USED_MEANING})


def is_meaning(text: str) -> bool:
    """Whether a heading may be said to mean this: a canonical column, a part of an entry, or a column group."""
    return text in MEANINGS or names.folded(text) in _GROUPS or names.numbered_entry(text) is not None


def renamed(table: Table, practice_map: Mapping[str, str]) -> Table:
    """The table with the practice's own headings put into the words the shared synonyms know.

    Only the first rows are touched, where headings and group titles stand.
    """
    if not practice_map:
        return table
    meanings = {names.folded(heading): meaning for heading, meaning in practice_map.items()}
    rows: list[Sequence[str]] = [
        [meanings.get(names.folded(cell), cell) if cell else cell for cell in row] if index < HEADING_ROWS else row
        for index, row in enumerate(table.rows)
    ]
    return replace(table, rows=rows)
