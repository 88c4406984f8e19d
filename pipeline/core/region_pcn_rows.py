"""Rows for pcns.csv from the published list of PCNs: what the list says, and no place, because it says none."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.core.reference_claims import PcnClaim
from pipeline.core.region_tables import COLUMNS, PCNS, Line


@dataclass(frozen=True)
class AddedPcns:
    """The file with its new rows, the codes that were added, and codes it has that are no open PCN there any more."""

    text: str
    added: tuple[str, ...]
    closed: tuple[str, ...]


def add_pcns(
    text: str,
    present: Sequence[Line],
    claims: Iterable[PcnClaim],
    sub_icb_codes: Sequence[str],
    as_of: date,
    source: str,
) -> AddedPcns:
    """Adds every PCN of these sub-ICBs that is open on the day and not in the file yet; rows that are there stay."""
    wanted = {
        claim.pcn_code: claim
        for claim in claims
        if claim.sub_icb_code in sub_icb_codes
        and (claim.open_on is None or claim.open_on <= as_of)
        and (claim.close_on is None or claim.close_on >= as_of)
    }
    have = {line.cells["pcn_code"] for line in present}
    added = sorted(wanted.keys() - have, key=lambda code: (wanted[code].sub_icb_code, code))
    made = io.StringIO(newline="")
    writer = csv.writer(made, lineterminator="\n")
    note = f"From {source}; the commissioner says in which place it lies"
    for code in added:
        cells = {
            "pcn_code": code,
            "name": wanted[code].name,
            "sub_icb_code": wanted[code].sub_icb_code,
            "status": "proposed",
            "note": note,
        }
        writer.writerow([cells.get(column, "") for column in COLUMNS[PCNS]])
    whole = text if not text or text.endswith("\n") else text + "\n"
    ours = (line.cells for line in present if line.cells["sub_icb_code"] in sub_icb_codes)
    closed = sorted(cells["pcn_code"] for cells in ours if cells["pcn_code"] not in wanted)
    return AddedPcns(whole + made.getvalue(), tuple(added), tuple(closed))
