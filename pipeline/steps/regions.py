"""Region packs: checked as a whole, then stored as a dated, hashed version; the newest loaded is in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipeline.core.fault import Fault, describe_faults
from pipeline.core.region import rules_of
from pipeline.core.region_pack import FILES, RegionPack, read_pack
from pipeline.core.region_rules import check_history
from pipeline.core.region_settings import lines_of
from pipeline.core.region_toml import FILE
from pipeline.doors import db
from pipeline.doors.provider_roles import ready_roles
from pipeline.doors.region_files import read_region_files
from pipeline.errors import CorrectReferenceData


@dataclass(frozen=True)
class RegionVersion:
    """The version that is in force after loading; `is_new` is false where the same content already was.

    `left_open` counts what the pack's check warns of.
    """

    region_version_id: str
    region_code: str
    name: str
    is_new: bool
    left_open: int


def check_region(folder: Path, is_live: bool = False) -> list[Fault]:
    """Every fault of the pack in `folder`, by file and line; invented contact details too when live."""
    return _read(folder, is_live)[1]


def read_region(folder: Path) -> tuple[RegionPack | None, list[Fault]]:
    """The pack in `folder` with what it leaves open, or None and every fault."""
    pack, faults, _ = _read(folder, is_live=False)
    return pack, faults


def load_region(connection: Connection, folder: Path, is_live: bool) -> RegionVersion:
    """Puts the pack in force. The same content as the version in force changes nothing.

    Raises CorrectReferenceData for a pack with faults, and for one that changes a rule under its date, and
    CorrectConfiguration where the database's user may not make the roles of its providers.
    """
    pack, faults, texts = _read(folder, is_live)
    if pack is None:
        raise _refused(folder, faults)
    db.execute(connection, "region/lock_versions")
    in_force = db.rows(connection, "region/version_in_force")
    if in_force and in_force[0].content_hash == pack.content_hash:
        return RegionVersion(in_force[0].region_version_id, pack.code, pack.name, False, len(pack.warnings))
    if in_force and in_force[0].region_code == pack.code:
        faults = _check_rules(connection, pack, in_force[0].content, texts)
        if faults:
            raise _refused(folder, faults)
    version_id = db.value(
        connection,
        "region/insert_version",
        region_code=pack.code,
        region_name=pack.name,
        content_hash=pack.content_hash,
        content=pack.content_json,
    )
    ready_roles(connection, {row.provider_code for row in db.rows(connection, "region/providers")})
    return RegionVersion(str(version_id), pack.code, pack.name, True, len(pack.warnings))


def _check_rules(
    connection: Connection, pack: RegionPack, in_force: Mapping[str, Any], texts: Mapping[str, str]
) -> list[Fault]:
    newest_run_on = db.value(connection, "run/newest_as_of")
    return sorted(check_history(pack.rules, rules_of(in_force), newest_run_on, lines_of(texts[FILE])))


def _refused(folder: Path, faults: list[Fault]) -> CorrectReferenceData:
    return CorrectReferenceData(
        f"The region pack {folder.name} was not loaded, and nothing was changed. "
        "Correct these, then load it again:\n" + describe_faults(faults)
    )


def _read(folder: Path, is_live: bool) -> tuple[RegionPack | None, list[Fault], Mapping[str, str]]:
    if not folder.is_dir():
        remedy = f"Give the folder that holds {', '.join(FILES)}"
        return None, [Fault(folder.name, 0, "there is no such folder", remedy)], {}
    texts, unreadable = read_region_files(folder)
    pack, faults = read_pack(texts, is_live)
    if not unreadable:
        return pack, faults, texts
    # A file that could not be read is not missing, and what refers to it is not wrong.
    names = {fault.file for fault in unreadable}
    return None, sorted([*unreadable, *(fault for fault in faults if fault.file not in names)]), texts
