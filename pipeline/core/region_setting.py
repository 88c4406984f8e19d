"""The kinds of settings in region.toml: what each must be, and the words that say so."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import phonenumbers
from ukpostcodeutils.validation import is_valid_postcode

from pipeline.core.age_recipient import is_age_recipient
from pipeline.core.contact_steps import IN_A_ROUND
from pipeline.core.placeholder import is_drama_phone, is_pseudo_postcode

CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
STATUSES = ("confirmed", "proposed")


@dataclass(frozen=True)
class Setting:
    """A question asked of a value, and the answer expected; what is optional may be left out."""

    is_good: Callable[[Any], bool]
    expected: str
    is_optional: bool = False


def optional(setting: Setting) -> Setting:
    """The same setting, which may be left out."""
    return Setting(setting.is_good, setting.expected, is_optional=True)


def _is_phone(given: str) -> bool:
    if is_drama_phone(given):
        return True
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(given, "GB"))
    except phonenumbers.NumberParseException:
        return False


def _is_postcode(given: str) -> bool:
    return is_pseudo_postcode(given) or bool(is_valid_postcode(given.replace(" ", "").upper()))


TEXT = Setting(lambda given: isinstance(given, str) and bool(given.strip()), "a text")
NAME_CODE = Setting(
    lambda given: isinstance(given, str) and CODE.fullmatch(given) is not None,
    "lower-case letters, digits and hyphens",
)
# A TOML date-time is a Python date too, and means something else.
DATE = Setting(lambda given: type(given) is date, "a date such as 2024-12-01, without quotes")
COUNT = Setting(lambda given: type(given) is int and given > 0, "a whole number above 0")
PERCENT = Setting(lambda given: type(given) is int and 0 < given <= 100, "a whole number from 1 to 100")
YES_OR_NO = Setting(lambda given: type(given) is bool, "true or false, without quotes")
STATUS = Setting(lambda given: given in STATUSES, " or ".join(f'"{status}"' for status in STATUSES))
STEP = Setting(
    lambda given: isinstance(given, str) and given in IN_A_ROUND, ", ".join(f'"{step}"' for step in IN_A_ROUND)
)
WAIT = Setting(lambda given: type(given) is int and given >= 0, "a whole number of days, 0 or above")
TEXTS_BY = Setting(lambda given: given == "worker", '"worker"')
TEXTS = Setting(
    lambda given: isinstance(given, list) and bool(given) and all(isinstance(each, str) for each in given),
    "a list of at least one text",
)
ADDRESS = Setting(
    lambda given: (
        isinstance(given, list)
        and 3 <= len(given) <= 7
        and all(isinstance(line, str) and line.strip() for line in given)
        and _is_postcode(given[-1])
    ),
    "3 to 7 lines of text, the last a postcode",
)
PHONE = Setting(lambda given: isinstance(given, str) and _is_phone(given), "a British phone number")
AGE_RECIPIENT = Setting(
    lambda given: isinstance(given, str) and is_age_recipient(given),
    "the public key that age-keygen printed, whole: age1 and 58 letters and digits; if it is, one of them is mistyped",
)
