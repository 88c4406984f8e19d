"""Who waits for room: nobody beyond a limit, nobody beside a free place, no network starved, and a number to tell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.capacity import Limits, Queued, Waiting, who_waits
from tests import oracle

_PCNS, _PARTNERS = ("U1", "U2", "U3", None), ("ash", "elm", None)
_COUNT = st.integers(0, 5)
_PERSON = st.tuples(st.sampled_from(_PCNS), st.sampled_from(_PARTNERS), st.sampled_from((False,) * 4 + (True,)))
_LIMITS = st.builds(
    Limits,
    st.none() | st.integers(0, 12),
    st.dictionaries(st.sampled_from(("ash", "elm")), _COUNT),
    st.dictionaries(st.sampled_from(("U1", "U2", "U3")), _COUNT),
    st.dictionaries(st.sampled_from(("U1", "U2", "U3")), _COUNT),
)


def queue(*people: tuple[str | None, str | None, bool]) -> list[Queued]:
    return [Queued(f"p{at:02}", *person) for at, person in enumerate(people)]


@given(st.lists(_PERSON, max_size=25), _LIMITS)
@settings(max_examples=300)
def test_who_is_taken_on_agrees_with_the_naive_restatement(
    people: list[tuple[str | None, str | None, bool]], limits: Limits
) -> None:
    standing = queue(*people)
    waiting = who_waits(standing, limits)
    expected = oracle.taken_on(
        [oracle.Place(one.person_id, one.pcn_code or "", one.partner_code or "", one.is_started) for one in standing],
        limits.provider,
        dict(limits.partners),
        dict(limits.pcns),
        dict(limits.floors),
    )
    away = {each.person_id for each in waiting}
    assert {one.person_id for one in standing} - away == set(expected)
    assert [each.person_id for each in waiting] == [one.person_id for one in standing if one.person_id in away]
    assert [each.before for each in waiting] == list(range(len(waiting)))


@given(st.lists(_PERSON, max_size=25), _LIMITS)
@settings(max_examples=300)
def test_no_limit_is_passed_nobody_waits_beside_a_free_place_and_started_rounds_stay(
    people: list[tuple[str | None, str | None, bool]], limits: Limits
) -> None:
    standing = queue(*people)
    waiting = {each.person_id: each.reason for each in who_waits(standing, limits)}
    listed = [one for one in standing if one.person_id not in waiting]
    assert not [one for one in standing if one.is_started and one.person_id in waiting]

    def room(one: Queued) -> dict[str, int]:
        """The places left for one person, by the reason that is told where there is none."""
        left = {}
        if one.pcn_code in limits.pcns:
            left["pcn_full"] = limits.pcns[one.pcn_code] - sum(one.pcn_code == each.pcn_code for each in listed)
        if one.partner_code in limits.partners:
            taken = sum(one.partner_code == each.partner_code for each in listed)
            left["partner_full"] = limits.partners[one.partner_code] - taken
        if limits.provider is not None:
            left["provider_full"] = limits.provider - len(listed)
        return left

    for one in standing:
        if one.person_id in waiting:
            assert room(one)[waiting[one.person_id]] <= 0, "what is told to be full is full"
        elif not one.is_started and room(one):
            assert min(room(one).values()) >= 0, "nobody new beyond a limit"


def test_where_nobody_names_a_limit_nobody_waits() -> None:
    assert who_waits(queue(*[("U1", None, False)] * 50), Limits()) == []


def test_those_who_wait_are_told_what_is_full_and_how_many_wait_before_them() -> None:
    people = queue(("U1", "ash", False), ("U1", "elm", False), ("U2", "ash", False), ("U2", "elm", False))
    limits = Limits(provider=2, partners={"ash": 1}, pcns={"U1": 1})
    assert who_waits(people, limits) == [
        Waiting("p01", "pcn_full", 0),
        Waiting("p02", "partner_full", 1),
    ], "the fourth has the place that neither the second nor the third could take"


def test_a_network_of_low_rank_has_its_floor_before_others_have_their_rank() -> None:
    people = queue(*[("U1", None, False)] * 5, *[("U2", None, False)] * 3)
    waiting = {each.person_id for each in who_waits(people, Limits(provider=4, floors={"U1": 1, "U2": 2}))}
    assert waiting == {"p02", "p03", "p04", "p07"}


def test_where_floors_are_more_than_there_is_room_every_network_has_one_before_any_has_two() -> None:
    people = queue(*[("U1", None, False)] * 3, *[("U2", None, False)] * 3)
    waiting = {each.person_id for each in who_waits(people, Limits(provider=2, floors={"U1": 2, "U2": 2}))}
    assert waiting == {"p01", "p02", "p04", "p05"}


@pytest.mark.parametrize(("started", "listed"), [(2, 3), (3, 3), (4, 4)])
def test_started_rounds_take_room_and_are_never_sent_away(started: int, listed: int) -> None:
    people = queue(*[("U1", None, False)] * 3, *[("U1", None, True)] * started)
    waiting = who_waits(people, Limits(provider=3))
    assert len(people) - len(waiting) == listed
    assert {each.reason for each in waiting} == {"provider_full"}
