"""The list as a page, read as text: what it holds, what it may load, and who can read it."""

import base64
import hashlib
import json
import re
import unicodedata
from dataclasses import fields, replace
from html.parser import HTMLParser
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from pipeline.core.worklist import WorklistRow
from pipeline.doors.page_seal import PageSeal, sealed
from tests.doors.worklist_pages import IN_ORDER, PASSPHRASE, ROW, ROWS, SEAL, TAKEN_BACK, page_of

HOSTILE = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)> \u2028 & ' \""


class Elements(HTMLParser):
    """Every element with its attributes, and what stands in scripts and styles."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.held: list[tuple[str, str]] = []
        self.feed(content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.held.append((tag, ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            tag, before = self.held.pop()
            self.held.append((tag, before + data))


def held_by(content: bytes) -> dict[str, Any]:
    (text,) = [text for tag, text in Elements(content).held if tag == "script" and text.startswith("{")]
    found: dict[str, Any] = json.loads(text)
    return found


def opened(held: dict[str, Any], passphrase: str) -> Any:
    """The people in a sealed page, opened as anybody could who has read how it is sealed."""
    salt, nonce, data = (base64.b64decode(held[name]) for name in ("salt", "nonce", "data"))
    root = hashlib.pbkdf2_hmac("sha256", passphrase.encode(), salt, held["iterations"])
    key = HKDF(hashes.SHA256(), 32, salt=b"", info=b"outreach list").derive(root)
    return json.loads(AESGCM(key).decrypt(nonce, data, None))


def test_the_same_list_gives_the_same_bytes_whatever_the_order_of_its_rows() -> None:
    assert page_of() == page_of(ROWS[::-1])
    assert page_of(seal=SEAL) == page_of(ROWS[::-1], seal=SEAL)


def test_a_page_may_load_nothing_and_runs_only_what_came_with_it() -> None:
    content = page_of()
    found = Elements(content)
    (policy,) = [said["content"] for tag, said in found.tags if said.get("http-equiv") == "Content-Security-Policy"]
    said = dict(part.strip().split(" ", 1) for part in (policy or "").split(";"))
    for kind, text in found.held:
        if not text.startswith("{"):
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert said.pop(f"{kind}-src") == f"'sha256-{digest}'"
    assert said == {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}
    assert b"://" not in content
    assert not any({"src", "style", "onclick"} & set(attributes) for _, attributes in found.tags)
    links = [attributes["href"] or "" for tag, attributes in found.tags if tag == "a"]
    assert {link.split(":")[0] for link in links} == {"#main", "tel"}


def test_a_sealed_page_shows_nobody_and_opens_with_its_passphrase_alone() -> None:
    content = page_of(seal=SEAL)
    text = content.decode()
    for row in ROWS:
        for value in (row.worklist_item_id, row.name, row.address, row.phone_mobile, row.practice_name, row.key_worker):
            assert value not in text
    assert TAKEN_BACK.name not in text
    held = held_by(content)
    assert "open" not in held
    people = opened(held["sealed"], PASSPHRASE)
    assert [row["name"] for row in people["rows"]] == IN_ORDER
    assert people["takenBack"] == [
        {"item": "w-gone", "on": "19/11/2026", "name": "Ossian Fell", "why": "Had their check."}
    ]
    with pytest.raises(InvalidTag):
        opened(held["sealed"], PASSPHRASE + "s")


def test_no_two_contents_are_sealed_with_one_key_and_nonce() -> None:
    seals = [PageSeal(PASSPHRASE + "s", SEAL.key), PageSeal(PASSPHRASE, b"l" * 32)]
    found = [
        sealed(SEAL, "list", b"one"),
        sealed(SEAL, "lis", b"tone"),
        *(sealed(seal, "list", b"one") for seal in seals),
    ]
    assert len({each["salt"] for each in found}) == len({each["nonce"] for each in found}) == 4
    again = sealed(SEAL, "list", b"other")
    assert (again["salt"] == found[0]["salt"], again["nonce"] == found[0]["nonce"]) == (True, False)
    assert again["iterations"] == 600_000


def test_a_passphrase_is_the_same_from_every_keyboard() -> None:
    composed = unicodedata.normalize("NFC", "drei süße Krähen am Ufer")
    typed = PageSeal(f" {unicodedata.normalize('NFD', composed)}\n", SEAL.key)
    assert sealed(typed, "list", b"content") == sealed(PageSeal(composed, SEAL.key), "list", b"content")


def test_a_seal_tells_no_secret_of_itself() -> None:
    assert PASSPHRASE not in repr(SEAL)
    assert "kkk" not in repr(SEAL)


def test_a_hostile_name_is_only_a_name() -> None:
    row = replace(ROW, name=HOSTILE, needs="{{ 7 * 7 }}", safe_contact="\u202egnorw\u202c")
    content = page_of([row])
    usual = Elements(page_of([ROW]))
    assert [tag for tag, _ in Elements(content).tags] == [tag for tag, _ in usual.tags]
    (shown,) = held_by(content)["open"]["rows"]
    assert shown["name"] == HOSTILE
    assert (shown["needs"], shown["safe_contact"]) == ("{{ 7 * 7 }}", "gnorw")


def test_a_page_says_of_somebody_what_a_row_says_and_nothing_else() -> None:
    (shown,) = held_by(page_of([ROW]))["open"]["rows"]
    derived = {"step", "mark", "is_text", "wants_plan", "is_quiet"}
    assert set(shown) - derived <= {field.name for field in fields(WorklistRow)}
    assert {name: shown[name] for name in ("name", "address", "why", "tried")} == {
        name: getattr(ROW, name) for name in ("name", "address", "why", "tried")
    }


def test_its_numbers_can_be_rung_and_its_words_are_no_markup() -> None:
    text = page_of().decode()
    assert re.findall(r'href="tel:([0-9]+)"', text) == ["999", "111", "01632960110", "111", "01632960555"]
    assert "Peer support &lt;worker&gt;" in text
    assert "Harbour Hall" in text
    assert "Sample &amp; Partners" in text


def test_the_page_says_of_which_day_it_is_and_from_when_it_holds_no_more() -> None:
    assert "This list is of 20/11/2026. From 21/11/2026 do not contact anybody by it." in page_of(seal=SEAL).decode()
