"""What a suite of expectations must say before anybody's row is judged by it, and what is wrong with one that does not.

An expectation looks at one row alone and names its reason, its severity and the sentence the practice reads.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pipeline.core.fault import Fault
from pipeline.core.reasons import UNJUDGED_ROW_SENTENCES, RowReason, RowWarning

# Rows with equal facts are judged once, so that an expectation about several rows has no place here.
ROW_BY_ROW = {
    "expect_column_values_to_be_in_set": {"column", "value_set"},
    "expect_column_values_to_not_be_in_set": {"column", "value_set"},
    "expect_column_values_to_be_null": {"column"},
    "expect_column_values_to_not_be_null": {"column"},
}
_SUITE = {"name", "meta", "expectations"}
_PARTS = {"type", "kwargs", "severity", "meta"}
_JUDGED = {*RowReason} - UNJUDGED_ROW_SENTENCES.keys()


class Severity(StrEnum):
    """What a failed expectation does to the row: set it aside, or let it in with a warning."""

    CRITICAL = "critical"
    WARNING = "warning"


@dataclass(frozen=True)
class Expectation:
    """One expectation, as everybody but Great Expectations needs it."""

    reason: RowReason | RowWarning
    severity: Severity
    sentence: str


@dataclass(frozen=True, eq=False)
class Suite:
    """A suite without faults. `content` is what Great Expectations is given."""

    content: Mapping[str, Any]
    expectations: tuple[Expectation, ...]

    def __getitem__(self, reason: str) -> Expectation:
        return next(each for each in self.expectations if each.reason == reason)

    @property
    def row_sentences(self) -> dict[RowReason, str]:
        """Every reason for which a row is set aside with its sentence, judged or not."""
        judged = {each.reason: each.sentence for each in self.expectations if isinstance(each.reason, RowReason)}
        return {reason: (judged | UNJUDGED_ROW_SENTENCES)[reason] for reason in RowReason}

    @property
    def warning_sentences(self) -> dict[RowWarning, str]:
        """Every warning with its sentence."""
        return {each.reason: each.sentence for each in self.expectations if isinstance(each.reason, RowWarning)}


def suite_from(content: Mapping[str, Any]) -> Suite:
    """The suite of a content in which `suite_faults` found nothing."""
    return Suite(
        content,
        tuple(
            Expectation(_reason(each["meta"]["reason"]), Severity(each["severity"]), each["meta"]["sentence"])
            for each in content["expectations"]
        ),
    )


def suite_faults(file: str, content: Any, facts: Collection[str]) -> list[Fault]:
    """Everything for which a suite could not be used; an expectation on which Great Expectations would raise, too."""
    expectations = content.get("expectations") if isinstance(content, Mapping) else None
    if not isinstance(expectations, list) or content.keys() != _SUITE or not isinstance(content["name"], str):
        return [Fault(file, 0, "it is no suite", "Write an object with name, meta and a list of expectations")]
    faults: list[Fault] = []
    met: set[str] = set()
    for number, each in enumerate(expectations, start=1):
        reason = _said_reason(each)
        place = f"expectation {number}" + (f" ({reason})" if reason else "")
        faults += [Fault(file, 0, f"{place}: {problem}", remedy) for problem, remedy in _problems(each, facts, met)]
        met.add(reason)
    for missing in sorted({*_JUDGED, *RowWarning} - met):
        remedy = "Put it back: rows with this fault would be taken in and nobody told"
        faults.append(Fault(file, 0, f"no expectation has the reason {missing}", remedy))
    return faults


def _problems(each: Any, facts: Collection[str], met: Collection[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(each, Mapping) or each.keys() != _PARTS:
        yield "it has other parts than an expectation has", f"Write {', '.join(sorted(_PARTS))}"
        return
    yield from _problems_of_meta(each["meta"], each["severity"], met)
    if not isinstance(each["type"], str) or each["type"] not in ROW_BY_ROW:
        yield f"its type {each['type']!r} is none that looks at one row alone", f"Use one of {', '.join(ROW_BY_ROW)}"
        return
    kwargs, needed = each["kwargs"], ROW_BY_ROW[each["type"]]
    if not isinstance(kwargs, Mapping) or kwargs.keys() != needed:
        yield "its kwargs are not those of its type", f"Write {', '.join(sorted(needed))} and nothing else"
        return
    if kwargs["column"] not in facts:
        yield f"there is no fact {kwargs['column']!r}", f"Use one of {', '.join(facts)}"
    values = kwargs.get("value_set", [True])
    if not isinstance(values, list) or not values or not all(isinstance(value, bool | str) for value in values):
        yield "its value_set is no list of true, false or words", "Write one, such as [true]"


def _problems_of_meta(meta: Any, severity: Any, met: Collection[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(meta, Mapping) or meta.keys() != {"reason", "sentence"}:
        yield "its meta has other parts than reason and sentence", "Write both and nothing else"
        return
    sentence = meta["sentence"]
    if not isinstance(sentence, str) or not sentence.strip() or not sentence.endswith((".", "?")):
        yield "it has no sentence for the practice", "Say what is wrong in a sentence that ends with a full stop"
    reason = meta["reason"]
    if not isinstance(reason, str) or reason not in {*_JUDGED, *RowWarning}:
        known = ", ".join(sorted({*_JUDGED, *RowWarning}))
        yield f"its reason {reason!r} is none that is judged", f"Use one of {known}"
        return
    if reason in met:
        yield "another expectation has this reason", "Keep one of them: a reason has one sentence"
    wanted = Severity.WARNING if reason in {*RowWarning} else Severity.CRITICAL
    if severity != wanted:
        yield (
            f"its severity is {severity!r}",
            f"Write {str(wanted)!r}: with this reason a row is "
            + ("set aside" if wanted is Severity.CRITICAL else "taken in with a warning"),
        )


def _said_reason(each: Any) -> str:
    meta = each.get("meta") if isinstance(each, Mapping) else None
    reason = meta.get("reason") if isinstance(meta, Mapping) else None
    return reason if isinstance(reason, str) else ""


def _reason(text: str) -> RowReason | RowWarning:
    return RowWarning(text) if text in {*RowWarning} else RowReason(text)
