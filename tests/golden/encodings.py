"""Files of text that no editor shows as it is: their words here, their encoding beside them."""

_HEADING = "nhs_number,family_name,given_name,born_on,bmi_date_1,bmi_term_1,bmi_value_1,address_1\r\n"
_ADA = "9990000026,Brontë,Zoë,04/05/1980,05/03/2026,Body mass index,27.4,The Forge\r\n"
_JOAN = "9990000034,O’Dell,Seán,01/12/1969,,,,9 Café Row £4\r\n"
_PLAIN = _HEADING + _ADA + _JOAN
_DAY = "2026-11-20/Z90001"


def encoded_files() -> dict[str, bytes]:
    """Path -> bytes of every text that is not UTF-8."""
    return {
        f"encoding-utf-16-with-mark/{_DAY}/Z90001_20261120.txt": b"\xff\xfe"
        + _PLAIN.replace(",", "\t").encode("utf-16-le"),
        f"encoding-utf-16-without-mark/{_DAY}/Z90001_20261120.csv": _PLAIN.encode("utf-16-be"),
        f"encoding-windows-1252/{_DAY}/Z90001_20261120.csv": _PLAIN.encode("cp1252"),
        # The byte 0x81 means nothing in Windows-1252.
        f"encoding-latin-1/{_DAY}/Z90001_20261120.csv": (
            _HEADING + _ADA + _JOAN.replace("’", "'").replace("£4", "\x81")
        ).encode("latin-1"),
        f"encoding-utf-16-cut-off/{_DAY}/Z90001_20261120.csv": b"\xff\xfe" + _PLAIN.encode("utf-16-le")[:-1],
    }
