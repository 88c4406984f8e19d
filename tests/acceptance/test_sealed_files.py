"""What we seal opened by others: workbooks by a real LibreOffice, everything else by a real age; and theirs by us."""

import csv
import io
import subprocess
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from pipeline.doors.extracts import tables_of
from pipeline.doors.sealed_files import Seal, StaysSealed, is_sealed, new_age_identity, opened
from pipeline.doors.workbooks import Book

pytestmark = pytest.mark.acceptance

AS_OF = date(2026, 11, 20)
PASSPHRASE, ANOTHER = "fünf words drawn by chance", "another five words by chance"
ROWS = [["item", "name", "why"], ["w1", "Qzplanted Ödön", "Do not contact"]]
MACRO = """
Sub Main(source As String, given As String, target As String, chosen As String)
    ' A fault would ask somebody to press a key.
    On Error Goto Failed
    Dim how(1) As New com.sun.star.beans.PropertyValue
    how(0).Name = "Hidden" : how(0).Value = True
    how(1).Name = "Password" : how(1).Value = given
    book = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, how())
    Dim secret(1) As New com.sun.star.beans.NamedValue
    Dim so(1) As New com.sun.star.beans.PropertyValue
    so(0).Name = "FilterName"
    If chosen = "" Then
        so(0).Value = "Text - txt - csv (StarCalc)"
        so(1).Name = "FilterOptions" : so(1).Value = "44,34,76,1"
    Else
        so(0).Value = "Calc MS Excel 2007 XML"
        secret(0).Name = "OOXPassword" : secret(0).Value = chosen
        secret(1).Name = "CryptoType" : secret(1).Value = "Standard"
        so(1).Name = "EncryptionData" : so(1).Value = secret()
    End If
    book.storeToURL(ConvertToURL(target), so())
    book.close(True)
Failed:
End Sub
"""


def office(folder: Path, *arguments: str | Path) -> None:
    """LibreOffice opens a workbook with a passphrase and saves it as CSV, or as a workbook with another passphrase."""
    profile, script = folder / "profile", "http://openoffice.org/2000/script"
    program = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless"]
    # The first start makes a library of macros with an empty one in it.
    subprocess.run([*program, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    (profile / "user" / "basic" / "Standard" / "Module1.xba").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<script:module xmlns:script="{script}" script:name="Module1" '
        f'script:language="StarBasic">{escape(MACRO)}</script:module>'
    )
    call = ", ".join(f'"{argument}"' for argument in arguments)
    subprocess.run([*program, f"macro:///Standard.Module1.Main({call})"], check=False, capture_output=True, timeout=120)


def sealed_list(folder: Path) -> Path:
    book = Book("List", "Alder", AS_OF)
    book.add_open_rows("Northmoor", ROWS, 0)
    path = folder / "list.xlsx"
    path.write_bytes(Seal(PASSPHRASE, None, "m").close(path.name, book.finish(), AS_OF))
    return path


def test_libreoffice_opens_a_sealed_workbook_with_its_passphrase(tmp_path: Path) -> None:
    found = tmp_path / "found.csv"
    office(tmp_path, sealed_list(tmp_path), PASSPHRASE, found, "")
    assert list(csv.reader(io.StringIO(found.read_text(encoding="utf-8")))) == ROWS


def test_a_workbook_that_libreoffice_sealed_is_opened_by_us(tmp_path: Path) -> None:
    back = tmp_path / "back.xlsx"
    office(tmp_path, sealed_list(tmp_path), PASSPHRASE, back, ANOTHER)
    assert is_sealed(back.read_bytes())
    with pytest.raises(StaysSealed):
        opened(back.read_bytes(), [PASSPHRASE], None)
    (table,) = tables_of(0, back.name, opened(back.read_bytes(), [PASSPHRASE, ANOTHER], None), 1_000_000)
    assert [list(row) for row in table.rows] == ROWS


def test_age_opens_what_we_seal_and_we_what_age_seals(tmp_path: Path) -> None:
    theirs, ours = tmp_path / "theirs.txt", tmp_path / "ours.txt"
    recipients = []
    for key in (theirs, ours):
        identity, recipient = new_age_identity()
        key.write_text(identity)
        recipients.append(recipient)
    content = "item,name\r\nw1,Qzplanted Ödön\r\n".encode()
    sealed = tmp_path / "notice.csv.age"
    sealed.write_bytes(Seal(None, recipients[0], "m").close("notice.csv", content, AS_OF))
    said = subprocess.run(
        ["age", "--decrypt", "--identity", theirs, sealed], check=True, capture_output=True, timeout=60
    )
    assert said.stdout == content
    for armour in ([], ["--armor"]):
        back = subprocess.run(
            ["age", "--encrypt", *armour, "--recipient", recipients[1]],
            input=content, check=True, capture_output=True, timeout=60,
        ).stdout  # fmt: skip
        assert opened(back, [], ours.read_text()) == content
