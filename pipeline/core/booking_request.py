"""Who would come to a check and waits for an appointment: what whoever delivers checks needs to book it, no more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from pipeline.core.safe_contact import SAFE_CONTACT_BY_CODE, SafeContact


@dataclass(frozen=True)
class BookingRequest:
    """One person to book; no NHS number, no date of birth, no result. A way that is closed is not shown."""

    worklist_item_id: str
    asked_on: date
    days_waiting: int
    name: str
    phone: str
    address: str
    to_mind: str
    needs: str
    practice_name: str
    key_worker: str
    missing: str
    asked_by: str


@dataclass(frozen=True)
class Ways:
    """How somebody can be reached, as far as their practice says."""

    mobile: str
    home: str
    email: str
    address: str


def open_ways(ways: Ways, refused: Collection[str], codes: Collection[str]) -> Ways:
    """The ways that are not closed: by the person's refusal, or by what is to be minded."""
    closed = set(refused).union(*(SAFE_CONTACT_BY_CODE[code].closes for code in codes if code in SAFE_CONTACT_BY_CODE))
    is_call_closed = "call" in closed
    return Ways(
        "" if is_call_closed else ways.mobile,
        "" if is_call_closed or SafeContact.NO_HOME_PHONE in codes else ways.home,
        "" if "email" in closed else ways.email,
        "" if "letter" in closed else ways.address,
    )


def to_mind(codes: Collection[str], words: Collection[str]) -> str:
    """What is to be minded, in sentences and in words that a named person has read."""
    known = [each.sentence for code, each in SAFE_CONTACT_BY_CODE.items() if code in codes]
    return " ".join([*known, *words])
