"""region.toml: what a region is called, its rules, bands, contact policy, providers and partners."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pipeline.core.fault import Fault
from pipeline.core.placeholder import is_drama_phone, is_pseudo_postcode
from pipeline.core.priority_reasons import CODES, sentence_parts
from pipeline.core.region_priority import check_priority
from pipeline.core.region_rules import check_days, check_rules
from pipeline.core.region_safety import PHONES
from pipeline.core.region_sections import DEFAULT_BANDS, DEFAULT_STEPS_SAID, DEFAULTS, LISTS, SECTIONS
from pipeline.core.region_setting import Setting
from pipeline.core.region_steps import check_steps
from pipeline.core.region_toml import FILE, Lines, parse

# A letter's window or a worker's card is seen by others: it may not say what the service is about.
_TELLING = re.compile(
    r"mental|psych|addict|recover|drug|alcohol|substance|schizo|bipolar|\bmind\b|\bsmi\b|illness",
    re.IGNORECASE,
)


def read_settings(text: str) -> tuple[dict[str, Any], list[Fault]]:
    """The settings as the database keeps them, and every fault; with faults, use the settings for nothing."""
    given, faults = parse(text)
    if given is None:
        return {}, faults
    lines = lines_of(text)
    settings: dict[str, Any] = {}
    for section, known in SECTIONS.items():
        table = given if section == "" else given.get(section, {})
        if not isinstance(table, dict):
            faults.append(Fault(FILE, 0, f"{section} is not a section", f"Write it as [{section}]"))
            continue
        inside = {key: table[key] for key in table if section or key not in {*SECTIONS, *LISTS}}
        inside = {**DEFAULTS.get(section, {}), **inside}
        faults += _check(inside, known, section, 0, lines)
        settings.update(inside if section == "" else {section: inside})
    for section, known in LISTS.items():
        tables = given.get(section, [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            problem = f"{section} is not a list"
            faults.append(Fault(FILE, lines.of(section), problem, f"Write each as [[{section}]]"))
            continue
        complete = [{**DEFAULTS.get(section, {}), **table} for table in tables]
        for index, table in enumerate(complete):
            faults += _check(table, known, section, index, lines)
        settings[f"{section}s"] = [_renamed(section, table) for table in complete]
    if not faults:
        faults += _check_between(settings, lines)
        settings["steps"] = settings["steps"] or DEFAULT_STEPS_SAID
        settings["priority"]["bands"] = [band["reasons"] for band in settings.pop("bands") or DEFAULT_BANDS]
    return _as_json(settings), faults


def lines_of(text: str) -> Lines:
    """Where everything stands in region.toml."""
    return Lines(text, LISTS)


def placeholder_faults(text: str) -> list[Fault]:
    """What live use refuses: phone numbers and return addresses that reach nobody."""
    settings, faults = read_settings(text)
    if faults:
        return []
    lines = lines_of(text)
    found = []
    for index, provider in enumerate(settings["providers"]):
        code = provider["provider_code"]
        if is_drama_phone(provider["phone"]):
            problem = f"the phone of {code} is invented: nobody who rings it is answered"
            remedy = "Put the provider's own number before real people are loaded"
            found.append(Fault(FILE, lines.of("provider", index, "phone"), problem, remedy, "phone"))
        if is_pseudo_postcode(provider["return_address"][-1]):
            problem = f"the return address of {code} is invented: no letter comes back"
            remedy = "Put the provider's own address before real people are loaded"
            line = lines.of("provider", index, "return_address")
            found.append(Fault(FILE, line, problem, remedy, "return_address"))
    return [*found, *_invented_numbers(settings, lines)]


def _invented_numbers(settings: Mapping[str, Any], lines: Lines) -> Iterator[Fault]:
    """Numbers that a worker would ring for somebody's safety, and that nobody answers."""
    rung = [("safety", 0, name, settings["safety"][name]) for name in PHONES]
    rung += [
        ("safeguarding_team", index, "phone", team["phone"])
        for index, team in enumerate(settings["safeguarding_teams"])
    ]
    for section, index, key, phone in rung:
        if phone and is_drama_phone(phone):
            problem = f"{key} of {section} is invented: a worker who rings it for somebody's safety reaches nobody"
            remedy = "Put the number that is answered before real people are loaded"
            yield Fault(FILE, lines.of(section, index, key), problem, remedy, key)


def _check(
    table: Mapping[str, Any], known: Mapping[str, Setting], section: str, index: int, lines: Lines
) -> Iterator[Fault]:
    heading = f"[[{section}]]" if section in LISTS else f"[{section}]"
    inside = f"in {heading}" if section else "at the top of the file"
    for key in table:
        if key not in known:
            yield Fault(
                FILE,
                lines.of(section, index, key),
                f"{key} is not a setting that belongs {inside}",
                f"Use only {', '.join(known)}",
            )
    for key, setting in known.items():
        if setting.is_optional and table.get(key) is None:
            continue
        if key not in table:
            line = lines.of(section, index)
            yield Fault(FILE, line, f"{key} is missing {inside}", f"Add {key}: {setting.expected}")
        elif not setting.is_good(table[key]):
            line = lines.of(section, index, key)
            yield Fault(FILE, line, f"{key} is not as expected", f"Give {setting.expected}")


def _check_between(settings: Mapping[str, Any], lines: Lines) -> Iterator[Fault]:
    yield from check_rules(settings["rules"], lines)
    yield from check_days("phase", "by_on", settings["phases"], lines)
    yield from check_steps(settings["steps"], lines)
    is_hard_to_reach_included = any(rule["includes_hard_to_reach"] for rule in settings["rules"])
    sentences = {code: sentence_parts(code) for code in CODES}
    order = settings["priority"]["order"]
    bands = settings["bands"] or DEFAULT_BANDS
    yield from check_priority(bands, order, sentences, is_hard_to_reach_included, lines)
    yield from _check_repeated("provider", settings["providers"], lines)
    yield from _check_repeated("partner", settings["partners"], lines)
    yield from _check_repeated("check_provider", settings["check_providers"], lines)
    for index, provider in enumerate(settings["providers"]):
        if told := _TELLING.search(provider["outward_name"]):
            problem = f"the outward name says {told[0]!r}, and others see it"
            remedy = "Choose a name that says nothing of mental health or addiction"
            yield Fault(FILE, lines.of("provider", index, "outward_name"), problem, remedy, "outward_name")
    if told := _TELLING.search(settings["safety"]["call_opening"]):
        problem = f"the call opening says {told[0]!r} before the worker knows who listens"
        remedy = "Say only a first name until the person is known"
        yield Fault(FILE, lines.of("safety", 0, "call_opening"), problem, remedy, "call_opening")
    codes = [provider["provider_code"] for provider in settings["providers"]]
    for index, partner in enumerate(settings["partners"]):
        if partner["provider_code"] not in codes:
            line = lines.of("partner", index, "provider_code")
            problem = f"provider {partner['provider_code']} is not given in this file"
            yield Fault(FILE, line, problem, "Add a [[provider]] of that code or correct it")


def _check_repeated(kind: str, given: list[dict[str, Any]], lines: Lines) -> Iterator[Fault]:
    codes = [each[f"{kind}_code"] for each in given]
    for index, code in enumerate(codes):
        if code in codes[:index]:
            yield Fault(FILE, lines.of(kind, index, "code"), f"{kind} {code} is given twice", "Keep one of the two")


def _renamed(section: str, table: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{section}_code" if key == "code" else key: given for key, given in table.items()}


def _as_json(given: Any) -> Any:
    if isinstance(given, dict):
        return {key: _as_json(inner) for key, inner in given.items()}
    if isinstance(given, list):
        return [_as_json(inner) for inner in given]
    return given.isoformat() if isinstance(given, date) else given
