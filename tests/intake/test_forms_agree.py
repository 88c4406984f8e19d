"""The same people land the same whatever the form of the file: wide = long = workbook = every other."""

from collections import Counter
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.synthetic.entries import Entry
from pipeline.synthetic.forms.canonical import COLUMNS, canonical_cells
from tests.factories import AS_OF
from tests.intake.batches import PRACTICES, Intake, Landing, folder_of, landings
from tests.intake.forms import FORMS, can_say, lines_of, practice_at
from tests.intake.profile import generated
from tests.intake.registers import registers

# Rows of entries that lost their person: a wide file has no such rows.
_OF_ENTRIES = {"person_set_aside", "row_without_person"}
_WAYS = {"address_1", "address_2", "address_3", "address_4", "address_5", "postcode", "phone_home", "phone_mobile",
         "email", "lsoa"}  # fmt: skip


def test_the_same_people_land_the_same_in_every_form(intake: Intake) -> None:
    seen: Counter[str] = Counter()

    @settings(**generated(20))
    @given(registers(), st.integers(0, 1_000))
    def agree(register: list[Entry], seed: int) -> None:
        with intake.batch() as service:
            codes = dict(zip(FORMS, PRACTICES, strict=False))
            practices = {form: practice_at(at, code) for at, (form, code) in enumerate(codes.items())}
            written = [form for form in FORMS if can_say(form, register, practices[form], seed)]
            for form in written:
                FORMS[form].write(folder_of(service, codes[form]), practices[form], lines_of(register), seed)
            service.land()
            found = landings(service, PRACTICES)
        first = found[codes[written[0]]]
        for form in written:
            same = found[codes[form]]
            assert same.people == first.people, form
            assert same.entries == first.entries, form
            assert same.aside == first.aside, form
            assert _of_people(same) == _of_people(first), form
            _check_ledger(same, form)
            seen[form] += 1
        _check_against_the_people(register, first)
        seen["landed"] += len(first.people)
        seen["entries"] += sum(sum(each.values()) for each in first.entries.values())
        seen["set aside"] += sum(first.aside.values())
        seen["protected"] += sum(each["is_restricted"] for each in first.people.values())

    agree()
    assert min(seen[form] for form in FORMS) >= 1, f"every form is put to the test: {seen}"
    assert min(seen[kind] for kind in ("landed", "entries", "set aside", "protected")) >= 1, seen


def _of_people(landing: Landing) -> Counter[tuple[Any, ...]]:
    return Counter({key: count for key, count in landing.quarantined.items() if not _OF_ENTRIES & set(key)})


def _check_ledger(landing: Landing, form: str) -> None:
    ledger = landing.ledger
    if ledger.fate == "rejected":
        assert ledger.fate_reason == "nobody_landed", form
        assert not landing.people
    else:
        assert (ledger.fate, ledger.fate_reason) == ("landed", None), form
    assert ledger.columns_unknown == [], form


def _check_against_the_people(register: list[Entry], landing: Landing) -> None:
    """What landed is what was drawn, read naively: no form changed it, not even all alike."""
    good = [
        entry
        for entry in register
        if len(entry.nhs_number) == 10
        and entry.nhs_number != "9990000000"
        and _plain(entry.family_name)
        and entry.born_on
        and entry.born_on <= AS_OF
    ]
    assert sorted(landing.people) == sorted(entry.nhs_number for entry in good)
    for entry in good:
        said = dict(zip(COLUMNS, canonical_cells(entry), strict=True))
        person = landing.people[entry.nhs_number]
        is_protected = entry.is_restricted or entry.is_not_to_be_shared
        assert person["is_dead"] == (entry.died_on is not None)
        for column in ("is_restricted", "is_not_to_be_shared", "refuses_outreach", "is_interpreter_needed"):
            assert person[column] == (said[column] == "Yes"), column
        for column in ("born_on", "deregistered_on", "died_on"):
            assert person[column] == said[column], column
        for column in ("registered_on", "last_invited_on", "lithium_on", "diagnosis_on", "remission_on"):
            day = said[column]
            # A diagnosis of a day that cannot be is a diagnosis all the same.
            otherwise = entry.born_on if column == "diagnosis_on" and isinstance(day, date) else None
            assert person[column] == (day if isinstance(day, date) and day <= AS_OF else otherwise), column
        texts = [column for column in COLUMNS if column.endswith("_name") or column.startswith(("address", "email"))]
        for column in (*texts, "title", "ethnicity", "language", "key_worker", "contact_method", "antipsychotic"):
            want = None if is_protected and column in _WAYS else _plain(str(said[column]))
            assert person[column] == want, column


def _plain(text: str) -> str | None:
    return " ".join("".join(" " if ord(letter) < 32 else letter for letter in text).split()) or None
