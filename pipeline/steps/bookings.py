"""Booking requests: whoever delivers checks in place of a practice is asked to book those who would come."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from pipeline.core.booking_request import BookingRequest, Ways, open_ways, to_mind
from pipeline.core.letter_choice import full_name
from pipeline.core.worklist import ELEMENTS
from pipeline.doors import db, outbox
from pipeline.doors.booking_workbook import booking_workbook


def write_bookings(connection: Connection, folder: Path, as_of: date) -> list[str]:
    """Writes one file for each organisation with somebody to book; again: the same bytes. Returns their paths.

    A request is there each day until it is settled, once, with the days it has waited. Practices that
    deliver checks themselves are asked in their own file. Nobody stopped or protected is in any.
    """
    written = []
    rows = db.records(connection, "outcomes/to_book", as_of=as_of)
    for code, group in groupby(rows, key=lambda row: str(row["check_provider_code"])):
        members = list(group)
        content = booking_workbook(members[0]["check_provider_name"], as_of, [_request(row, as_of) for row in members])
        path = f"{as_of.isoformat()}/bookings/{code}-{as_of.isoformat()}.xlsx"
        outbox.put(connection, folder, path, content, as_of, "bookings", code, len(members))
        written.append(path)
    outbox.keep_only(connection, folder, as_of, "bookings", written)
    return written


def _request(row: Mapping[str, Any], as_of: date) -> BookingRequest:
    address = [row[f"address_{number}"] for number in range(1, 6)] + [row["postcode"]]
    known = Ways(
        row["phone_mobile"] or "",
        row["phone_home"] or "",
        row["email"] or "",
        ", ".join(line for line in address if line),
    )
    ways = open_ways(known, row["refused"], row["codes"])
    needs = [
        row["language"],
        "interpreter needed" if row["is_interpreter_needed"] else None,
        row["contact_method"],
        row["information_format"],
        row["communication_professional"],
        row["communication_support"],
    ]
    return BookingRequest(
        row["source"],
        row["asked_on"],
        (as_of - row["asked_on"]).days,
        full_name(row),
        "\n".join(filter(None, (ways.mobile, ways.home, ways.email))),
        ways.address,
        to_mind(row["codes"], row["words"]),
        "; ".join(need for need in needs if need),
        row["practice_name"],
        row["key_worker"] or "",
        ", ".join(label for code, label in ELEMENTS.items() if code in row["missing"]),
        row["asked_by"],
    )
