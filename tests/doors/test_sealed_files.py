"""Sealed files: only whoever has the passphrase or key opens them, and what comes back sealed is opened as it was."""

import base64
import csv
import io
import json
import warnings
from datetime import date

import openpyxl
import pyrage
import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.method.ecma376_agile import ECMA376Agile

from pipeline.doors.page_seal import as_typed, list_key
from pipeline.doors.sealed_files import Seal, StaysSealed, age_recipient_of, is_sealed, new_age_identity, opened
from pipeline.doors.workbooks import Book

AS_OF = date(2026, 11, 20)
PASSPHRASE, ANOTHER = "five words drawn by chance", "another five words by chance"
ROWS = [["item", "name", "why"], ["w1", "Qzplanted Ödön", "'=1+1"], ["w2", "Ada, B\nBrackwell", "Do not contact"]]


def workbook() -> bytes:
    book = Book("List", "Alder", AS_OF)
    book.add_open_rows("Northmoor", ROWS, 0)
    return book.finish()


def table() -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(ROWS)
    return text.getvalue().encode("utf-8-sig")


def cells(content: bytes) -> list[list[str]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_a_workbook_asks_for_its_passphrase_and_is_then_what_it_was() -> None:
    seal = Seal(PASSPHRASE, None, "m")
    sealed = seal.close("d/alder.xlsx", workbook(), AS_OF)
    assert seal.path_of("d/alder.xlsx") == "d/alder.xlsx"
    assert is_sealed(sealed)
    assert b"worksheets" not in sealed
    assert opened(sealed, [ANOTHER, PASSPHRASE], None) == workbook()
    for wrong in ([], [ANOTHER], [PASSPHRASE.upper()], [""]):
        with pytest.raises(StaysSealed):
            opened(sealed, wrong, None)


def test_a_table_for_whoever_has_no_key_is_a_workbook_of_the_same_cells() -> None:
    seal = Seal(PASSPHRASE, None, "m")
    assert seal.path_of("d/alder-1.csv") == "d/alder-1.xlsx"
    assert cells(opened(seal.close("d/alder-1.csv", table(), AS_OF), [PASSPHRASE], None)) == ROWS


@pytest.mark.parametrize(("path", "content"), [("a.csv", table()), ("a.html", b"<p>Qzplanted"), ("a.xlsx", workbook())])
def test_with_a_public_key_alone_everything_is_sealed_for_it(path: str, content: bytes) -> None:
    identity, recipient = new_age_identity()
    seal = Seal(None, recipient, "m")
    sealed = seal.close(path, content, AS_OF)
    assert seal.path_of(path) == path + ".age"
    assert is_sealed(sealed)
    assert b"Qzplanted" not in sealed
    assert opened(sealed, [PASSPHRASE], identity) == content
    assert age_recipient_of(identity) == recipient
    for wrong in (None, new_age_identity()[0], "AGE-SECRET-KEY-1MISTYPED"):
        with pytest.raises(StaysSealed):
            opened(sealed, [PASSPHRASE], wrong)


def test_with_both_a_workbook_keeps_its_passphrase_and_a_table_goes_to_the_key() -> None:
    identity, recipient = new_age_identity()
    seal = Seal(PASSPHRASE, recipient, "m")
    assert [seal.path_of(path) for path in ("a.xlsx", "a.csv", "a.html")] == ["a.xlsx", "a.csv.age", "a.html"]
    assert opened(seal.close("a.xlsx", workbook(), AS_OF), [PASSPHRASE], None) == workbook()
    assert opened(seal.close("a.csv", table(), AS_OF), [], identity) == table()


def test_anything_else_is_sealed_by_age_with_the_passphrase() -> None:
    seal = Seal(PASSPHRASE, None, "m")
    assert seal.path_of("a.pdf") == "a.pdf.age"
    assert opened(seal.close("a.pdf", b"%PDF Qzplanted", AS_OF), [PASSPHRASE], None) == b"%PDF Qzplanted"


def test_a_page_is_a_page_that_asks_for_the_passphrase_and_loads_nothing() -> None:
    seal = Seal(PASSPHRASE, None, "m")
    locked = seal.close("d/my-plan.html", b"<p>Qzplanted", AS_OF)
    assert seal.path_of("d/my-plan.html") == "d/my-plan.html"
    assert b"Qzplanted" not in locked
    assert b"default-src 'none'" in locked
    said = json.loads(locked.split(b'id="sealed">')[1].split(b"</script>")[0])
    nonce, data, salt = (base64.b64decode(said[part]) for part in ("nonce", "data", "salt"))
    for words, opens in ((PASSPHRASE, True), (ANOTHER, False)):
        cipher = AESGCM(list_key(as_typed(words), salt, said["iterations"]))
        if opens:
            assert cipher.decrypt(nonce, data, None) == b"<p>Qzplanted"
        else:
            with pytest.raises(InvalidTag):
                cipher.decrypt(nonce, data, None)


def test_a_file_in_letters_only_as_mail_carries_it_is_opened_too() -> None:
    identity, recipient = new_age_identity()
    armoured = pyrage.encrypt(table(), [pyrage.x25519.Recipient.from_str(recipient)], True)
    assert armoured.startswith(b"-----BEGIN AGE")
    assert is_sealed(armoured)
    assert opened(armoured, [], identity) == table()


def test_the_same_is_never_sealed_to_the_same_bytes() -> None:
    seal = Seal(PASSPHRASE, None, "m")
    assert seal.close("a.xlsx", workbook(), AS_OF) != seal.close("a.xlsx", workbook(), AS_OF)


def test_a_seal_does_not_show_its_passphrase() -> None:
    assert PASSPHRASE not in repr(Seal(PASSPHRASE, None, "m"))


@pytest.mark.parametrize("content", [b"", b"item,name\n", workbook(), b"\xd0\xcf\x11\xe0 an old XLS"])
def test_what_is_not_sealed_is_not_taken_for_it(content: bytes) -> None:
    assert not is_sealed(content)


def test_a_workbook_that_asks_for_too_much_hashing_stays_sealed() -> None:
    slow = ECMA376Agile.encrypt(PASSPHRASE, io.BytesIO(workbook()), spin_count=600_000)
    with pytest.raises(StaysSealed):
        opened(slow, [PASSPHRASE], None)


SEALED = Seal(PASSPHRASE, None, "m").close("a.xlsx", workbook(), AS_OF)


@settings(max_examples=15)
@given(st.data())
def test_a_damaged_container_stays_sealed_or_is_what_it_was(data: st.DataObject) -> None:
    damaged = bytearray(SEALED)
    # The first sectors hold the container's own bookkeeping.
    for at in data.draw(st.lists(st.integers(0, len(SEALED) - 1) | st.integers(0, 1_600), min_size=1, max_size=6)):
        damaged[at] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, 3)) and len(damaged)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = opened(bytes(damaged[: cut or len(damaged) // 2]), [PASSPHRASE], None)
        except StaysSealed:
            return
    assert found == workbook()
