"""Reference files for tests in every published shape, with invented organisations."""

import csv
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

DETAILS = [
    "PCN\nCode",
    "PCN\nName",
    "Current\nSub ICB\nLoc Code",
    "Sub ICB\nLocation",
    "Open\nDate",
    "Close\nDate",
]
PARTNERS = [
    "Partner\nOrganisation\nCode",
    "Partner\nName",
    "Practice\nParent\nSub ICB\nLoc Code",
    "PCN Code",
    "PCN Name",
    "PCN\nParent\nSub ICB\nLoc Code",
    "Practice to PCN\nRelationship\nStart Date",
    "Practice to PCN\nRelationship\nEnd Date",
]
MAP = [
    "EXTRACT_DATE",
    "PRACTICE_CODE",
    "PRACTICE_NAME",
    "PRACTICE_POSTCODE",
    "PCN_CODE",
    "PCN_NAME",
    "CCG_CODE",
]
OWN = ["practice_code", "name", "postcode", "pcn_code", "from_on", "to_on"]
PROFILES = [
    "practice_code",
    "system",
    "extract_kind",
    "history",
    "expected_every_days",
    "agreement_provider",
    "agreement_from",
    "agreement_to",
    "agreement_reference",
]
NORTH = ["U90001", "NORTHMOOR PCN", "99A", "", "20191001", ""]
SOUTH = ["U90002", "SOUTHMOOR PCN", "99A", "", "20191001", "20230331"]
# Z90001 moved on 1 April 2023; Z90002 never moved; Z90003 left.
MOVED_FROM = ["Z90001", "ALDERBECK SURGERY", "99A", "U90002", "SOUTHMOOR PCN", "99A", "20191001", "20230331"]
MOVED_TO = ["Z90001", "ALDERBECK SURGERY", "99A", "U90001", "NORTHMOOR PCN", "99A", "20230401", ""]
STAYED = ["Z90002", "BRACKENFOLD SURGERY", "99A", "U90001", "NORTHMOOR PCN", "99A", "20191001", ""]
LEFT = ["Z90003", "CORRIEDALE SURGERY", "99A", "U90002", "SOUTHMOOR PCN", "99A", "20191001", "20211231"]


def write_csv(path: Path, *rows: Sequence[str]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


def write_epcn(path: Path, *partners: Sequence[object]) -> Path:
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("Notes").write_row(0, 0, ["Published monthly"])
        for name, rows in (
            ("PCNDetails", [DETAILS, NORTH, SOUTH]),
            ("PCN Core Partner Details", [PARTNERS, *(partners or (MOVED_FROM, MOVED_TO, STAYED, LEFT))]),
        ):
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return path


def details_row(code: str, setting: str = "4", close: str = "", postcode: str = "ZZ99 1AA") -> str:
    cells = [""] * 27
    cells[0], cells[1], cells[9], cells[10], cells[11] = code, f"{code} HOUSE", postcode, "19740401", close
    cells[14], cells[25] = "99A", setting
    return ",".join(f'"{cell}"' for cell in cells) + "\r\n"
