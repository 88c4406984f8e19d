"""My plan: in whose format, for whom no page can be made, and what a page says and never says."""

from datetime import date
from typing import Any

import pytest

from pipeline.core.my_plan import Layout, layout_of, my_plan, no_page_because, services_to_turn_to
from pipeline.doors.pages import page

NOBODY_S_NEEDS = {
    "language": "English", "is_interpreter_needed": False, "contact_method": None, "information_format": None,
    "communication_professional": None, "communication_support": None,
}  # fmt: skip
SERVICES = [
    {"name": "Walking group", "what": "Walks", "how_to_reach": "Ring 01632 960150", "only_through": None},
    {"name": "Team North", "what": "Joins up", "how_to_reach": "Suggest it", "only_through": "a practitioner"},
    {"name": "Team South", "what": "Joins up", "how_to_reach": "Suggest it", "only_through": "a practitioner"},
    {"name": "Peer support", "what": "Company", "how_to_reach": None, "only_through": None},
]
FACTS: dict[str, Any] = {
    **NOBODY_S_NEEDS, "title": "Ms", "given_name": "Ada", "family_name": "Brackwell", "preferred_name": None,
    "key_worker": "Jo Aldous", "agreed_on": date(2026, 11, 25), "review_on": date(2027, 2, 22),
    "what_matters": "My dog <b>Bess</b>",
    "goals": [
        {"area": "food_and_moving", "words": "Swim", "supported_by": "Sal", "review_on": "2026-12-21",
         "achieved_on": None},
        {"area": "people", "words": "Ring Sal", "supported_by": "Sal", "review_on": None,
         "achieved_on": "2026-12-18"},
    ],
}  # fmt: skip


def made(**said: Any) -> str:
    services = [{**service, "status": "confirmed"} for service in SERVICES]
    plan = my_plan({**FACTS, **said}, services, "Alder", "01632 960101")
    return page("plan/my-plan.html", {"plan": plan}).decode()


@pytest.mark.parametrize(
    ("information_format", "layout"),
    [
        (None, Layout(12, False)),
        ("Standard print", Layout(12, False)),
        ("16 point", Layout(16, False)),
        ("Requires written information in at least 18 point sans serif font", Layout(18, False)),
        ("20pt", Layout(20, False)),
        ("24 point; 28 point", Layout(28, False)),
        ("Easy read", Layout(16, True)),
        ("Easy read; 24 point", Layout(24, True)),
    ],
)
def test_the_page_is_in_the_size_and_format_the_person_needs(information_format: str | None, layout: Layout) -> None:
    needs = {**NOBODY_S_NEEDS, "information_format": information_format}
    assert no_page_because(needs) is None
    assert layout_of(needs) == layout
    html = made(information_format=information_format)
    assert f":root {{ font-size: {layout.point}pt; }}" in html
    assert ("<svg" in html) == layout.is_easy_read


@pytest.mark.parametrize(
    ("need", "reason"),
    [
        ({"information_format": "Braille grade 2"}, "plan_in_other_format"),
        ({"information_format": "Large print"}, "plan_in_other_format"),
        ({"information_format": "22 point"}, "plan_in_other_format"),
        ({"information_format": "Audio"}, "plan_in_other_format"),
        ({"information_format": "something we cannot read"}, "plan_in_other_format"),
        ({"communication_professional": "BSL interpreter"}, "plan_in_other_format"),
        ({"communication_support": "Uses easy read"}, None),
        ({"language": "Gujarati"}, "plan_in_other_language"),
        ({"is_interpreter_needed": True}, "plan_in_other_language"),
        ({"contact_method": "Text message"}, None),
    ],
)
def test_what_no_page_can_be_is_done_in_person(need: dict[str, Any], reason: str | None) -> None:
    assert no_page_because({**NOBODY_S_NEEDS, **need}) == reason


def test_a_page_says_whose_plan_it_is_and_everything_in_it() -> None:
    html = made()
    said = (
        "This is your plan. You can change it.", "Ms Ada Brackwell", "25 November 2026", "What matters to me",
        "My dog &lt;b&gt;Bess&lt;/b&gt;", "Food and moving", "Who helps you: Sal",
        "We look at it again on 21 December 2026",
        "<b>You did it</b> on 18 December 2026", "Your key worker: <b>Jo Aldous</b>", "ring <b>01632 960101</b>",
        "<b>22 February 2027</b>", "Walking group", "Ring 01632 960150", "Ask us how to reach it.",
    )  # fmt: skip
    assert [words for words in said if words not in html] == []
    assert html.count("<li>Sal</li>") == 1
    bare = made(what_matters="", goals=[], key_worker=None)
    assert [words for words in ("What matters to me", "My goals", "key worker") if words in bare] == []


def test_a_team_that_only_others_can_ask_for_is_never_offered_directly() -> None:
    html = made()
    assert "<b>Team North; Team South</b>" in html
    assert "Only a practitioner can ask for this. You can talk to them about it; we cannot refer you ourselves." in html
    assert "Suggest it" not in html
    assert html.index("Walking group") < html.index("Team North")


def test_people_are_not_pointed_to_what_nobody_has_confirmed() -> None:
    proposed = [{**SERVICES[0], "status": "proposed"}, {**SERVICES[3], "status": "confirmed"}]
    assert [service.names for service in services_to_turn_to(proposed)] == [("Peer support",)]


@pytest.mark.parametrize("information_format", [None, "Easy read"])
def test_every_picture_has_its_meaning_in_words_and_nothing_is_loaded(information_format: str | None) -> None:
    html = made(information_format=information_format)
    assert html.count('role="img" aria-label="') == html.count("<svg")
    assert "default-src 'none'" in html
    assert "http://" not in html
    assert "https://" not in html
    assert "<script" not in html
