"""region.toml: what a region is called, its rule, its contact policy and its providers."""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import phonenumbers
from ukpostcodeutils.validation import is_valid_postcode

from pipeline.core.fault import Fault
from pipeline.core.placeholder import is_drama_phone, is_pseudo_postcode
from pipeline.core.region import Intake, Retention, Rule

FILE = "region.toml"
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

# Of (section, which of its kind, key); the key is empty for the section's own heading.
_Lines = dict[tuple[str, int, str], int]

# A letter's window or a worker's card is seen by others: it may not say what the service is about.
_TELLING = re.compile(
    r"mental|psych|addict|recover|drug|alcohol|substance|schizo|bipolar|\bmind\b|\bsmi\b|illness",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Setting:
    is_good: Callable[[Any], bool]
    expected: str


_TEXT = _Setting(lambda given: isinstance(given, str) and bool(given.strip()), "a text")
_NAME_CODE = _Setting(
    lambda given: isinstance(given, str) and CODE.fullmatch(given) is not None,
    "lower-case letters, digits and hyphens",
)
# A TOML date-time is a Python date too, and means something else.
_DATE = _Setting(lambda given: type(given) is date, "a date such as 2024-12-01, without quotes")
_COUNT = _Setting(lambda given: type(given) is int and given > 0, "a whole number above 0")
_PERCENT = _Setting(lambda given: type(given) is int and 0 < given <= 100, "a whole number from 1 to 100")
_FIRST_STEP = _Setting(lambda given: given == "letter", '"letter"')
_ADDRESS = _Setting(
    lambda given: (
        isinstance(given, list)
        and 3 <= len(given) <= 7
        and all(isinstance(line, str) and line.strip() for line in given)
        and (is_pseudo_postcode(given[-1]) or bool(is_valid_postcode(given[-1].replace(" ", "").upper())))
    ),
    "3 to 7 lines of text, the last a postcode",
)
_PHONE = _Setting(lambda given: isinstance(given, str) and _is_phone(given), "a British phone number")

_SECTIONS: dict[str, dict[str, _Setting]] = {
    "": {"code": _NAME_CODE, "name": _TEXT, "live_from": _DATE},
    "rule": {"effective_from": _DATE, "years_without_check": _COUNT, "minimum_age": _COUNT},
    "contact_policy": {
        "first_step": _FIRST_STEP,
        "days_after_letter": _COUNT,
        "minimum_days_between_contacts": _COUNT,
        "maximum_attempts": _COUNT,
    },
    "register": {"too_old_after_days": _COUNT, "deducted_within_days": _COUNT},
    "intake": {
        "fewest_to_judge": _COUNT,
        "largest_shrink_percent": _PERCENT,
        # A register may double; it may not more than vanish.
        "largest_growth_percent": _COUNT,
        "smallest_recognised_percent": _PERCENT,
        "largest_set_aside_percent": _PERCENT,
        "largest_never_checked_rise": _PERCENT,
        "practices_for_a_county": _COUNT,
        "years_of_history": _COUNT,
    },
    "retention": {
        "landed_rows": _COUNT,
        "closed_quarantine_rows": _COUNT,
        "values_set_aside": _COUNT,
        "overwritten_rows": _COUNT,
    },
}
# What a pack need not say.
_DEFAULTS: dict[str, dict[str, Any]] = {
    "register": {"deducted_within_days": Rule.deducted_within_days},
    "intake": asdict(Intake()),
    "retention": asdict(Retention()),
}
_LISTS: dict[str, dict[str, _Setting]] = {
    "provider": {
        "code": _NAME_CODE,
        "name": _TEXT,
        "outward_name": _TEXT,
        "phone": _PHONE,
        "return_address": _ADDRESS,
    },
    "partner": {"name": _TEXT, "provider_code": _NAME_CODE},
}


def read_settings(text: str) -> tuple[dict[str, Any], list[Fault]]:
    """The settings as the database keeps them, and every fault; with faults, use the settings for nothing."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        problem = f"this is not TOML ({str(error).split(' (at')[0]})"
        return {}, [Fault(FILE, int(line[1]) if line else 0, problem, "Correct the line")]
    lines = _line_numbers(text)
    faults: list[Fault] = []
    settings: dict[str, Any] = {}
    for section, known in _SECTIONS.items():
        table = given if section == "" else given.get(section, {})
        if not isinstance(table, dict):
            faults.append(Fault(FILE, 0, f"{section} is not a section", f"Write it as [{section}]"))
            continue
        inside = {key: table[key] for key in table if section or key not in {*_SECTIONS, *_LISTS}}
        inside = {**_DEFAULTS.get(section, {}), **inside}
        faults += _check(inside, known, section, 0, lines)
        settings.update(inside if section == "" else {section: inside})
    for section, known in _LISTS.items():
        tables = given.get(section, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            faults.append(Fault(FILE, 0, f"{section} is not a list", f"Write each as [[{section}]]"))
            continue
        for index, table in enumerate(tables):
            faults += _check(table, known, section, index, lines)
        settings[f"{section}s"] = [_renamed(table) for table in tables]
    if not faults:
        faults += _check_providers(settings, lines)
    return _as_json(settings), faults


def placeholder_faults(text: str) -> list[Fault]:
    """What live use refuses: phone numbers and return addresses that reach nobody."""
    settings, faults = read_settings(text)
    if faults:
        return []
    lines = _line_numbers(text)
    found = []
    for index, provider in enumerate(settings["providers"]):
        code = provider["provider_code"]
        if is_drama_phone(provider["phone"]):
            problem = f"the phone of {code} is invented: nobody who rings it is answered"
            remedy = "Put the provider's own number before real people are loaded"
            found.append(Fault(FILE, lines.get(("provider", index, "phone"), 0), problem, remedy, "phone"))
        if is_pseudo_postcode(provider["return_address"][-1]):
            problem = f"the return address of {code} is invented: no letter comes back"
            remedy = "Put the provider's own address before real people are loaded"
            line = lines.get(("provider", index, "return_address"), 0)
            found.append(Fault(FILE, line, problem, remedy, "return_address"))
    return found


def _check(
    table: dict[str, Any], known: dict[str, _Setting], section: str, index: int, lines: _Lines
) -> Iterator[Fault]:
    inside = f"in [{section}]" if section else "at the top of the file"
    for key in table:
        if key not in known:
            yield Fault(
                FILE,
                lines.get((section, index, key), 0),
                f"{key} is not a setting that belongs {inside}",
                f"Use only {', '.join(known)}",
            )
    for key, setting in known.items():
        if key not in table:
            line = lines.get((section, index, ""), 0)
            yield Fault(FILE, line, f"{key} is missing {inside}", f"Add {key}: {setting.expected}")
        elif not setting.is_good(table[key]):
            line = lines.get((section, index, key), 0)
            yield Fault(FILE, line, f"{key} is not as expected", f"Give {setting.expected}")


def _check_providers(settings: dict[str, Any], lines: _Lines) -> Iterator[Fault]:
    codes = [provider["provider_code"] for provider in settings["providers"]]
    for index, provider in enumerate(settings["providers"]):
        if provider["provider_code"] in codes[:index]:
            line = lines.get(("provider", index, "code"), 0)
            problem = f"provider {provider['provider_code']} is given twice"
            yield Fault(FILE, line, problem, "Keep one of the two")
        if told := _TELLING.search(provider["outward_name"]):
            line = lines.get(("provider", index, "outward_name"), 0)
            problem = f"the outward name says {told[0]!r}, and others see it"
            remedy = "Choose a name that says nothing of mental health or addiction"
            yield Fault(FILE, line, problem, remedy, "outward_name")
    for index, partner in enumerate(settings["partners"]):
        if partner["provider_code"] not in codes:
            line = lines.get(("partner", index, "provider_code"), 0)
            problem = f"provider {partner['provider_code']} is not given in this file"
            yield Fault(FILE, line, problem, "Add a [[provider]] of that code or correct it")


def _is_phone(given: str) -> bool:
    if is_drama_phone(given):
        return True
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(given, "GB"))
    except phonenumbers.NumberParseException:
        return False


def _renamed(table: dict[str, Any]) -> dict[str, Any]:
    return {"provider_code" if key == "code" else key: given for key, given in table.items()}


def _as_json(given: Any) -> Any:
    if isinstance(given, dict):
        return {key: _as_json(inner) for key, inner in given.items()}
    if isinstance(given, list):
        return [_as_json(inner) for inner in given]
    return given.isoformat() if isinstance(given, date) else given


def _line_numbers(text: str) -> _Lines:
    """Where each section and key stands: the TOML reader of the standard library does not say."""
    found: _Lines = {}
    section, counts = "", dict.fromkeys(_LISTS, -1)
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(r"\s*\[\[?\s*([\w-]+)\s*\]", line):
            section = header[1]
            if section in counts:
                counts[section] += 1
            found.setdefault((section, counts.get(section, 0), ""), number)
        elif key := re.match(r"\s*([\w-]+)\s*=", line):
            found.setdefault((section, counts.get(section, 0), key[1]), number)
    return found
