"""What leaves a failed task: where it broke, and none of the values it broke over."""

import traceback
from collections.abc import Callable

import pytest

from pipeline.errors import FreeDiskSpace, OperatorMustAct
from tests.dags.folder import Discreet, StepBroke, practice_batches

SECRET = "Qzplanted"


def _fails_over(value: str) -> None:
    try:
        raise KeyError(value)
    except KeyError as error:
        raise ValueError(f"DETAIL: Key (name)=({value})") from error


def _fails_for_the_operator(value: str) -> None:
    try:
        raise OSError(28, f"no room for {value}")
    except OSError as error:
        raise FreeDiskSpace("The disk is full. Free some space and run again.") from error


def _left_behind(fail: Callable[[str], None]) -> BaseException:
    with pytest.raises((StepBroke, OperatorMustAct)) as caught, Discreet():
        fail(SECRET)
    return caught.value


def test_an_unforeseen_fault_says_its_kind_and_place() -> None:
    left = _left_behind(_fails_over)
    assert isinstance(left, StepBroke)
    assert "builtins.ValueError" in str(left)
    assert "_fails_over" in str(left)


def test_an_operator_s_error_keeps_its_sentence() -> None:
    left = _left_behind(_fails_for_the_operator)
    assert isinstance(left, FreeDiskSpace)
    assert str(left) == "The disk is full. Free some space and run again."


@pytest.mark.parametrize("fail", [_fails_over, _fails_for_the_operator])
def test_neither_the_fault_nor_what_it_came_from_is_left(fail: Callable[[str], None]) -> None:
    left = _left_behind(fail)
    assert left.__cause__ is None
    assert left.__context__ is None
    assert SECRET not in "".join(traceback.format_exception(left))


def test_an_interruption_passes_unchanged() -> None:
    with pytest.raises(KeyboardInterrupt), Discreet():
        raise KeyboardInterrupt


def test_no_practice_is_in_two_batches_and_none_is_lost() -> None:
    codes = ["B"] * 3 + ["A"] + ["C"] * 30 + ["D", ""]
    batches = practice_batches(codes, size=4)
    assert batches == [["", "A"], ["B"], ["C"], ["D"]]


def test_an_empty_inbox_has_no_batch() -> None:
    assert practice_batches([]) == []
