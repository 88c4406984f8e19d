"""A region pack's folder, read as texts by file name."""

from pathlib import Path

from pipeline.core.fault import Fault
from pipeline.core.region_pack import FILES


def read_region_files(folder: Path) -> tuple[dict[str, str], list[Fault]]:
    """The texts of those of the pack's files that are there, and a fault for each that is not UTF-8."""
    texts, faults = {}, []
    for name in FILES:
        path = folder / name
        if not path.is_file():
            continue
        content = path.read_bytes()
        try:
            texts[name] = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            faults.append(Fault(name, line, "the text is not UTF-8", "Save the file as UTF-8"))
    return texts, faults
