"""ZIP archives as they arrive, and those that nobody should open."""

import io
import zipfile
from collections.abc import Mapping, Sequence

_DAY = "2026-11-20/Z90001"
_HEADING = "nhs_number,family_name,given_name,born_on,bmi_date_1,bmi_term_1,bmi_value_1\r\n"
_REGISTER = (_HEADING + "9990000026,Brackwell,Ada,04/05/1980,,,\r\n").encode()
_PATIENTS = ("nhs_number", "family_name", "born_on", "address_1", "change_type")
_ENTRIES = ("nhs_number", "element", "observed_on", "value", "unit", "term", "change_type")


def archive_files() -> dict[str, bytes]:
    """Path -> bytes of every archive."""
    whole = stored({"register.csv": _REGISTER})
    return {
        f"zip-medicus-first-extract/{_DAY}/Z90001_20261120.zip": stored(
            {
                "extract/patients.csv": _medicus(
                    [
                        _PATIENTS,
                        ("9990000026", "Brackwell", "1980-05-04", 'The "Old" Forge', "added"),
                        ("9990000034", "Tarn", "1969-12-01", "Flat 3\\", "added"),
                    ]
                ),
                "extract/observations.csv": _medicus(
                    [
                        _ENTRIES,
                        ("9990000026", "bmi", "2026-03-05", "27.4", "kg/m2", "Body mass index", "added"),
                        ("9990000026", "smoking", "2026-03-05", "", "", "Ex-smoker", "added"),
                    ]
                ),
                "extract/deleted.csv": b"",
                "__MACOSX/extract/._patients.csv": b"\x00\x05\x16\x07",
                "extract/.DS_Store": b"\x00\x00\x00\x01Bud1",
            }
        ),
        "zip-medicus-results-removed/2026-11-06/Z90001/Z90001_20261106.csv": (
            _HEADING
            + "9990000026,Brackwell,Ada,04/05/1980,05/03/2026,Body mass index,27.4\r\n"
            + "9990000034,Tarn,Joan,01/12/1969,06/03/2026,Body mass index,31.0\r\n"
        ).encode(),
        f"zip-medicus-results-removed/{_DAY}/Z90001_20261120.zip": stored(
            {
                "observations.csv": _medicus(
                    [
                        _ENTRIES,
                        ("9990000026", "bmi", "2026-03-05", "", "", "Body mass index", "removed"),
                        ("9990000026", "bmi", "2026-03-06", "26.9", "", "Body mass index", "added"),
                        ("9990000069", "bmi", "2026-03-06", "26.9", "", "Body mass index", "added"),
                    ]
                )
            }
        ),
        f"zip-days-disagree/{_DAY}/Z90001_20261120.zip": stored({"register 2026-11-06.csv": _REGISTER}),
        f"zip-that-unpacks-too-big/{_DAY}/Z90001_20261120.zip": _bomb(),
        f"zip-nobody-should-open/{_DAY}/inside another.zip": stored({"inner.zip": whole}),
        f"zip-nobody-should-open/{_DAY}/leads outside.zip": stored({"../../Z90002/register.csv": _REGISTER}),
        f"zip-nobody-should-open/{_DAY}/password.zip": _with_password_flag(whole),
        f"zip-nobody-should-open/{_DAY}/cut off.zip": whole[:-40],
        f"zip-nobody-should-open/{_DAY}/too many.zip": stored({f"{n}.csv": _REGISTER for n in range(51)}),
        f"zip-nobody-should-open/{_DAY}/nothing in it.zip": stored({"register.csv": b"", "folder/": b""}),
    }


def stored(members: Mapping[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP of these members, without times and without compression: the same bytes everywhere."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, how)
    return made.getvalue()


def _medicus(rows: Sequence[Sequence[str]]) -> bytes:
    """Every cell in quotes, quotes and backslashes behind a backslash, lines ended by a line feed alone."""
    quoted = [['"' + cell.replace("\\", "\\\\").replace('"', '\\"') + '"' for cell in row] for row in rows]
    return "".join(",".join(row) + "\n" for row in quoted).encode()


def _bomb() -> bytes:
    """Half a million noughts in some hundred bytes; bzip2 packs alike on every machine."""
    return stored({"register.csv": _REGISTER + bytes(500_000)}, zipfile.ZIP_BZIP2)


def _with_password_flag(content: bytes) -> bytes:
    """The archive marked as encrypted in both places that say so."""
    made = bytearray(content)
    made[6] |= 1
    made[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)
