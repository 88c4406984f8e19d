"""The lists that come back: which files lie in the inbox, whose folder they are in, and what each holds."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.config import Settings
from pipeline.core.identity import opaque_id
from pipeline.core.raw_register import Table
from pipeline.doors import extracts
from pipeline.doors.seals import read_returned_tables

OUTCOMES_FOLDER = "outcomes"


@dataclass(frozen=True)
class ReturnedFile:
    """One file: its hash, and the provider whose folder it lies in, if it lies in one."""

    path: Path
    sha256: str
    sender_code: str | None
    is_readable: bool


def returned_files(inbox: Path, provider_of: Mapping[str, str]) -> Iterator[ReturnedFile]:
    """Every file below the inbox's outcomes folder, in the order of their paths; half-written ones are left.

    `provider_of` names the provider of a folder. What may not be read is a file too, until it may be.
    """
    folder = inbox / OUTCOMES_FOLDER
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.name.startswith((".", "~$")):
            continue
        can_be_read = extracts.is_readable(path)
        sha256 = extracts.content_hash(path) if can_be_read else opaque_id("unreadable-", os.fsencode(path.name))
        sender = provider_of.get(path.relative_to(folder).parts[0].lower())
        yield ReturnedFile(path, sha256, sender, can_be_read)


def read_returned_file(file: ReturnedFile, settings: Settings | None = None) -> list[Table]:
    """The tables of a returned file, each named as its sheet; raises NotUnderstood where it cannot be opened.

    The one place where a returned file is opened. A text file has no sheet, and its name may name somebody.
    """
    tables = read_returned_tables(file.path, file.sender_code, settings)
    is_one_of_many = len(tables) > 1
    return [
        table
        if extracts.is_sheet(file.path, table)
        else replace(table, name=f"file {table.part + 1}" if is_one_of_many else "")
        for table in tables
    ]
