"""The words of a reminder to a practice whose register is late: a mail draft, about nobody."""

from dataclasses import dataclass
from datetime import date

_REPORTS = {
    "emis": "your EMIS list report as CSV, as it comes, with the lines above the table",
    "systmone": "your SystmOne reports as CSV: patients and events, all parts together",
}


@dataclass(frozen=True)
class LateRegister:
    """A practice, its newest register in force and the day on which the next one was due."""

    practice_code: str
    practice_name: str
    system: str
    extract_on: date
    every_days: int
    due_on: date


def reminder(late: LateRegister) -> str:
    """The mail, ready to be copied: what was received last, what is asked for, where it is explained."""
    report = _REPORTS.get(late.system.lower(), "the report you sent last time, made anew")
    return f"""To: {late.practice_name} ({late.practice_code})
Subject: Your SMI register for outreach was due on {late.due_on:%d/%m/%Y}

Dear colleague,

The last SMI register we could use from {late.practice_name} is of {late.extract_on:%d/%m/%Y}. We expect one every
{late.every_days} days, so the next was due on {late.due_on:%d/%m/%Y}, and we have not received it.

Please send everybody on your SMI register, with the last four years of the six parts of the check:
{report}.
Put it where you put it before; please do not attach it to an e-mail.

The page "For practices: sending your SMI register" (docs/for-practices.md) explains what to include and how.

Until it arrives we work from the register we have. When that is too old, none of your patients is contacted.

If you have sent it since, please ignore this message. Thank you.
"""
