"""The PCNs of a region pack, filled from the published workbook: a person then gives each its place."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pipeline.core.fault import describe_faults
from pipeline.core.reference_claims import PcnClaim, read_claims
from pipeline.core.reference_shapes import Kind, recognise
from pipeline.core.region_pcn_rows import AddedPcns, add_pcns
from pipeline.core.region_tables import COLUMNS, PCNS, read_table
from pipeline.doors.reference_files import read_reference_file
from pipeline.doors.region_files import read_region_files
from pipeline.doors.whole_files import write_whole
from pipeline.errors import CorrectReferenceData


def fill_pcns(folder: Path, source: Path, sub_icb_codes: Sequence[str], as_of: date) -> AddedPcns:
    """Adds the open PCNs of these sub-ICBs to the pack's pcns.csv; the same file again adds nothing."""
    claims = _claims(source)
    unknown = sorted(set(sub_icb_codes) - {claim.sub_icb_code for claim in claims})
    if unknown:
        raise CorrectReferenceData(
            f"{source.name} has no PCN of {', '.join(unknown)}, and nothing was written. Give codes of sub-ICBs as the "
            "file has them, three characters each."
        )
    if not folder.is_dir():
        raise CorrectReferenceData(f"{folder.name}: there is no such folder. Name the folder of the region pack.")
    texts, faults = read_region_files(folder)
    text = texts.get(PCNS, ",".join(COLUMNS[PCNS]) + "\n")
    present, found = read_table(PCNS, text)
    if faults := [*(fault for fault in faults if fault.file == PCNS), *found]:
        raise CorrectReferenceData(
            f"Nothing was added to {PCNS}. Correct these, then run again:\n" + describe_faults(faults)
        )
    added = add_pcns(text, present, claims, sub_icb_codes, as_of, source.name)
    if added.added:
        write_whole(folder / PCNS, added.text.encode())
    return added


def _claims(source: Path) -> list[PcnClaim]:
    tables = [table for raw in read_reference_file(source).tables if (table := recognise(raw))]
    details = [read_claims(table) for table in tables if table.kind is Kind.PCN_DETAILS]
    if not details:
        raise CorrectReferenceData(
            f"{source.name} has no list of PCNs; expected ePCN.xlsx or its sheet PCNDetails as CSV. "
            "Download it again from the publisher, then run again."
        )
    if faults := [fault for claims in details for fault in claims.faults]:
        raise CorrectReferenceData(
            f"Nothing was taken from {source.name}. Correct these, then run again:\n" + describe_faults(faults)
        )
    return [claim for claims in details for claim in claims.pcns.values()]
