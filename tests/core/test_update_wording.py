"""What practices are asked: words for every kind, a code only where one is known, and never a removal."""

import pytest

from pipeline.core.update_wording import KINDS, wording
from pipeline.core.worklist import Outcome


@pytest.mark.parametrize("kind", KINDS)
def test_every_request_is_a_sentence_and_never_asks_for_a_removal(kind: str) -> None:
    said = wording(kind)
    assert said.ask.endswith((".", "?"))
    assert bool(said.code) == bool(said.term)
    assert not {"remove", "delete", "deduct", "deregister"} & set(said.ask.lower().replace(".", "").split())


def test_every_outcome_has_a_wording_bar_what_takes_one_back_and_what_leaves_the_tool() -> None:
    assert {str(outcome) for outcome in Outcome} - set(KINDS) == {"entered_in_error", "safeguarding"}


def test_a_letter_of_ours_is_never_told_as_an_invitation_by_the_practice() -> None:
    assert "not an invitation by the practice" in wording("letter_sent").ask
    assert wording("letter_sent").code == ""


def test_a_decline_of_a_check_is_never_told_as_a_refusal() -> None:
    assert "not a refusal" in wording("declined_check").ask
