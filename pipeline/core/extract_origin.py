"""Whose extract it is and of which day, from every source that says so."""

import re
from dataclasses import dataclass
from datetime import date

from pipeline.core.arrivals import Arrival, date_text_in_name, practice_in_name
from pipeline.core.raw_register import NotUnderstood, RawRegister
from pipeline.core.reasons import FileReason
from pipeline.core.values import read_date

_PRACTICE_CODE = re.compile(r"^[A-Z][0-9]{5}$")
_TIME_OF_DAY = re.compile(r"[ T]\d{1,2}:\d{2}.*$")


@dataclass(frozen=True)
class Settled:
    """What a person decided where the sources disagree: that the folder is right, and the day."""

    is_practice_right: bool = False
    extract_on: date | None = None


def whose_and_when(
    register: RawRegister,
    arrival: Arrival,
    as_of: date,
    settled: Settled = Settled(),
) -> tuple[date, bool]:
    """The extract's date, and whether it is only the day of arrival because nothing names one.

    The practice is that of the folder; a column, the preamble, the title sheet or the file name may
    say so too. Sources that disagree, and a date after the run, raise NotUnderstood with what each said,
    unless a person settled it.
    """
    codes = register.practice_codes | {code for path in arrival.paths if (code := practice_in_name(path))}
    others = sorted(codes - {arrival.practice_code})
    if others and not settled.is_practice_right:
        # What stands in the practice's column of a slipped row may be anybody's name: only codes are told.
        said = [code for code in others if _PRACTICE_CODE.match(code)]
        if len(said) < len(others):
            said.append(f"something that is no practice code ({len(others) - len(said)})")
        detail = f"Folder: {arrival.practice_code}; the file says: {', '.join(said)}."
        raise NotUnderstood(FileReason.PRACTICES_DISAGREE, detail, register)
    if settled.extract_on is not None:
        return settled.extract_on, False
    texts = register.date_texts | {text for path in arrival.paths if (text := date_text_in_name(path))}
    days = {day for text in texts if (day := read_date(_TIME_OF_DAY.sub("", text)).day)}
    if len(days) > 1:
        detail = "It says: " + ", ".join(day.isoformat() for day in sorted(days)) + "."
        raise NotUnderstood(FileReason.DATES_DISAGREE, detail, register)
    day = days.pop() if days else as_of
    if day > as_of:
        detail = f"Dated {day.isoformat()}, run as of {as_of.isoformat()}."
        raise NotUnderstood(FileReason.DATE_AFTER_RUN, detail, register)
    return day, not texts
