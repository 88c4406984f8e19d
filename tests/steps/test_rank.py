"""The rank against its naive restatement: who has which reason, and who comes before whom."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cmp_to_key
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from pipeline.core.priority_reasons import CODES
from pipeline.core.region import Priority
from pipeline.doors import db
from pipeline.steps.prioritise import prioritise
from tests import oracle
from tests.factories import AS_OF, OTHER_PRACTICE, PRACTICE, Service, a_run, nhs_number
from tests.oracle import SIX, Measured, Overdue

MOST_PEOPLE, CALLS = 100, 45
_PRACTICES = (PRACTICE, OTHER_PRACTICE)
# Texts as records have them, with what each says of risk.
_VALUES: dict[str, tuple[tuple[str, str, str, bool | None], ...]] = {
    "smoking": (("Current smoker", "", "", True), ("Never smoked tobacco", "", "", False), ("Tobacco", "", "", None)),
    "bmi": (("Body mass index", "30", "kg/m2", True), ("Body mass index", "29.9", "kg/m2", False)),
    "blood_pressure": (("BP", "140/60", "", True), ("BP", "139/89", "", False), ("BP", "128", "", None)),
    "glucose": (
        ("HbA1c level - IFCC standardised", "48", "", True),
        ("Haemoglobin A1c level", "6.4", "%", False),
        ("HbA1c", "22", "", None),
    ),
}
_DAYS = (date(2020, 3, 1), date(2022, 3, 1), date(2023, 11, 20))


@dataclass(frozen=True)
class Entered:
    """Somebody as the naive restatement sees them, and the texts and contacts that make them so."""

    person: Overdue
    texts: tuple[tuple[str, date, str, str, str], ...]


@st.composite
def _entered(draw: st.DrawFn, who: str, practice_deciles: dict[str, int | None]) -> Entered:
    practice = draw(st.sampled_from(_PRACTICES))
    status = draw(st.sampled_from(("never_checked", "never_checked", "overdue", "due")))
    results, texts = [], []
    for element in draw(st.lists(st.sampled_from(tuple(_VALUES)), max_size=4)):
        on = draw(st.sampled_from(_DAYS))
        term, value, unit, is_risk = draw(st.sampled_from(_VALUES[element]))
        if (element, on, term, value, unit) not in texts:
            results.append((element, Measured(on, is_risk)))
            texts.append((element, on, term, value, unit))
    has_agreed_call = draw(st.sampled_from((False,) * 9 + (True,)))
    person = Overdue(
        who,
        practice,
        status,
        is_hard_to_reach=status == "due",
        last_element_on=draw(st.sampled_from((None, *_DAYS) if status == "never_checked" else _DAYS)),
        without_current_result=draw(st.integers(0, 6)),
        medicine=draw(st.sampled_from((None, None, None, "Olanzapine", "Zuclopenthixol depot"))),
        has_diabetes=draw(st.sampled_from((None, None, False, True))),
        has_cvd=draw(st.sampled_from((None, None, None, True))),
        results=tuple(results),
        own_decile=draw(st.sampled_from((None, 1, 2, 3, 10))),
        practice_decile=practice_deciles[practice],
        has_no_fixed_abode=draw(st.sampled_from((False, False, True))),
        needs_interpreter=draw(st.sampled_from((False, False, True))),
        is_started=has_agreed_call or draw(st.sampled_from((False, False, True))),
        has_agreed_call=has_agreed_call,
    )
    return Entered(person, tuple(texts))


@st.composite
def _everybody(draw: st.DrawFn) -> list[Entered]:
    deciles = {practice: draw(st.sampled_from((None, 1, 7))) for practice in _PRACTICES}
    # Hashed as real ids are, so that no test rests on the order of entry.
    names = [f"{draw(st.integers(0, 2**32)):08x}-{at}" for at in range(draw(st.integers(2, MOST_PEOPLE)))]
    return [draw(_entered(name, deciles)) for name in names]


_PACKS = st.sampled_from(
    (
        Priority(),
        Priority((("hard_to_reach", "overdue"), ("never_nothing_recorded", "never_all_six")), ("most_missing",)),
        Priority((("risk_smoker",), ("overdue", "never_all_six")), ("practice_area_most_deprived", "longest_gap")),
    )
)


@given(people=_everybody(), priority=_PACKS)
@settings(
    max_examples=CALLS,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large,
                           HealthCheck.large_base_example],
)  # fmt: skip
def test_reasons_and_order_agree_with_the_naive_restatement(
    service: Service, people: list[Entered], priority: Priority
) -> None:
    everybody = [each.person for each in people]
    found = planned(service, people, priority)
    bands, order = [list(band) for band in priority.bands], list(priority.order)
    reasons_of = {person.who: oracle.reasons_to_be_first(person, everybody) for person in everybody}
    for person in everybody:
        reasons = reasons_of[person.who]
        assert (set(found[person.who][1]), found[person.who][2]) == (reasons, oracle.band_of(reasons, bands)), person
        assert found[person.who][1] == [code for code in CODES if code in reasons], "told in one order"
    expected = sorted(
        everybody,
        key=cmp_to_key(lambda one, other: -1 if oracle.comes_before(one, other, reasons_of, bands, order) else 1),
    )
    assert sorted(found, key=lambda who: found[who][0]) == [person.who for person in expected]


def test_the_order_of_arrival_changes_nothing(service: Service) -> None:
    people = [
        Entered(Overdue(f"{at * 7919 % 97:02x}", PRACTICE, "never_checked", own_decile=1 + at % 3), ())
        for at in range(60)
    ]
    first = planned(service, people)
    for seed in (1, 2):
        shuffled = random.Random(seed).sample(people, len(people))
        assert planned(service, shuffled) == first


_SMOKES, _SMOKED = Measured(_DAYS[0], True), Measured(_DAYS[0], False)


@pytest.mark.parametrize(
    ("known", "is_safe"),
    [
        ({"own_decile": 1}, False),
        ({"own_decile": 9}, True),
        ({"own_decile": 5, "results": (("smoking", _SMOKES),)}, True),
        ({"results": (("smoking", _SMOKES),)}, False),
        ({"results": (("smoking", _SMOKED),)}, True),
        ({"results": (("bmi", _SMOKED),)}, True),
        ({"results": (("blood_pressure", _SMOKED),)}, True),
        ({"results": (("glucose", _SMOKES), ("bmi", _SMOKES))}, False),
    ],
)
def test_not_to_know_never_lowers_anybody(service: Service, known: dict[str, Any], is_safe: bool) -> None:
    """Of two who differ in this alone, whoever we know nothing of is before the safe and beside those at risk."""
    base: dict[str, Any] = {"practice": PRACTICE, "status": "overdue", "last_element_on": _DAYS[0]}
    for unknown, told in (("a", "b"), ("b", "a")):
        found = planned(service, [Entered(Overdue(unknown, **base), ()), _with_texts(Overdue(told, **base, **known))])
        assert (found[unknown][0] == 1) == (is_safe or unknown == "a"), found


def _with_texts(person: Overdue) -> Entered:
    texts = []
    for element, measured in person.results:
        term, value, unit, _ = next(said for said in _VALUES[element] if said[3] is measured.is_risk)
        texts.append((element, measured.on, term, value, unit))
    return Entered(person, tuple(texts))


def planned(
    service: Service, people: Sequence[Entered], priority: Priority | None = None
) -> dict[str, tuple[int, list[str], int]]:
    """Enters people as earlier steps leave them, plans, tells rank, reasons and band of each, and forgets them."""
    with service.connection.begin_nested() as attempt:
        _enter(service, people)
        prioritise(service.connection, AS_OF, replace(service.region, priority=priority or Priority()))
        rows = service.rows("select person_id, rank, reasons, band from plan_item where disposition = 'listed'")
        attempt.rollback()
    assert len(rows) == len(people), "everybody is on the list"
    return {row.person_id: (row.rank, row.reasons, row.band) for row in rows}


def _enter(service: Service, people: Sequence[Entered]) -> None:
    connection = service.connection
    run_id = a_run(connection, AS_OF, service.region)
    for practice in _PRACTICES:
        service.run(
            "insert into extract (extract_id, practice_code, extract_on, is_full, is_full_history, fate, first_as_of) "
            "values (:id, :practice, :day, true, true, 'accepted', :day)",
            id=f"x{practice}", practice=practice, day=AS_OF,
        )  # fmt: skip
    deciles = {each.person.practice: each.person.practice_decile for each in people}
    service.run("insert into reference_file (reference_file_id, kind, file_name, row_count, passed_over_count) "
                "values ('r', 'practice_deprivation', 'f', 1, 0)")  # fmt: skip
    known = [("r", practice, decile) for practice, decile in deciles.items() if decile]
    db.copy_rows(connection, "practice_decile_claim", ("reference_file_id", "practice_code", "imd_decile"), known)
    born_on = date(1980, 5, 4)
    db.copy_rows(connection, "person", ("person_id", "nhs_number", "born_on", "first_extract_id"),
                 ((each.person.who, nhs_number(at), born_on, f"x{each.person.practice}")
                  for at, each in enumerate(people)))  # fmt: skip
    db.copy_rows(
        connection,
        "registration",
        ("practice_code", "extract_id", "person_id", "nhs_number", "family_name", "born_on", "state", "is_dead",
         "is_restricted", "is_not_to_be_shared", "refuses_outreach", "diagnosis_on", "imd_decile", "antipsychotic",
         "has_diabetes", "has_cvd", "is_interpreter_needed", "address_1", "phone_mobile"),
        ((p.practice, f"x{p.practice}", p.who, nhs_number(at), "Brackwell", born_on, "registered", False, False,
          False, False, date(2015, 6, 1), p.own_decile, p.medicine, p.has_diabetes, p.has_cvd, p.needs_interpreter,
          "No fixed abode" if p.has_no_fixed_abode else "4 Fennel Row", "07700 900123")
         for at, p in enumerate(each.person for each in people)),
    )  # fmt: skip
    db.copy_rows(
        connection,
        "observation",
        ("practice_code", "person_id", "element", "observed_on", "is_declined", "is_precise", "value", "unit", "term",
         "first_extract_id"),
        ((each.person.practice, each.person.who, element, on, False, True, value, unit, term,
          f"x{each.person.practice}")
         for each in people for element, on, term, value, unit in each.texts),
    )  # fmt: skip
    _enter_statuses(connection, run_id, people)
    started = [each.person for each in people if each.person.is_started]
    db.copy_rows(connection, "episode", ("episode_id", "person_id", "opened_on"),
                 ((f"e{p.who}", p.who, AS_OF - timedelta(days=60)) for p in started))  # fmt: skip
    db.copy_rows(
        connection,
        "contact_attempt",
        ("contact_attempt_id", "person_id", "practice_code", "provider_code", "episode_id", "step", "channel",
         "contacted_on", "outcome", "source", "call_back_on"),
        ((f"c{p.who}", p.who, p.practice, "alder", f"e{p.who}", "call", "call", AS_OF - timedelta(days=20),
          "call_later" if p.has_agreed_call else "no_response", "test", AS_OF if p.has_agreed_call else None)
         for p in started),
    )  # fmt: skip


def _enter_statuses(connection: Connection, run_id: int, people: Sequence[Entered]) -> None:
    reason = {"overdue": "overdue", "due": "due"}
    db.copy_rows(
        connection,
        "recall_status",
        ("person_id", "from_run_id", "practice_code", "status", "reason", "last_element_on", "missing_elements",
         "declined_elements", "out_of_date_elements", "outreach_route"),
        (
            (
                p.who, run_id, p.practice, p.status,
                reason.get(p.status) or ("never_all_six" if p.last_element_on else "nothing_recorded"),
                p.last_element_on,
                *([SIX[at] for at in range(p.without_current_result) if at % 3 == third] for third in range(3)),
                "hard_to_reach" if p.is_hard_to_reach else "no_check_in_years",
            )
            for p in (each.person for each in people)
        ),
    )  # fmt: skip
