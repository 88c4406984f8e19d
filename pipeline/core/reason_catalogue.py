"""Every reason code with its sentence, as one page: what docs/reasons.md must say."""

from collections.abc import Iterable, Sequence

from pipeline.core.contact_policy import StepReason
from pipeline.core.late_work import LateWork
from pipeline.core.outcome_reasons import OutcomeReason
from pipeline.core.plan_reasons import DispositionReason, GateReason, RecallStatus
from pipeline.core.postal_address import UnfitReason
from pipeline.core.priority_reasons import CODES, sentence_parts
from pipeline.core.reasons import FileReason, ValueReason
from pipeline.core.returned_plans import PlanReason
from pipeline.core.staged_choice import StagedReason
from pipeline.core.stop_reasons import StopKind, StopReason
from pipeline.core.suites import Suite
from pipeline.core.trace_answer import TraceProblem
from pipeline.core.withdrawn_reasons import WithdrawnReason

_HEAD = """# Reason codes

Every decision carries a code; every code has one sentence, kept beside it in the code, or beside the
expectation that judges the row in `expectations/register_extract.json`. A test keeps this page the same:
after a change run `smi-outreach reasons > docs/reasons.md`.
"""


def catalogue(suite: Suite) -> str:
    """The page, in Markdown."""
    priorities = [(code, " / ".join(sentence_parts(code))) for code in CODES]
    sections = (
        ("Recall statuses", _pairs(RecallStatus)),
        ("Why somebody overdue is or is not contacted, besides stops", _pairs(DispositionReason)),
        ("What a stop does", _pairs(StopKind)),
        ("Why somebody may not be contacted", [(each, f"{each.kind}: {each.sentence}") for each in StopReason]),
        ("The next step, or why none today", _pairs(StepReason)),
        ("Why somebody comes first (for engineers / for workers)", priorities),
        ("Why the send gate took a letter out", _pairs(GateReason)),
        ("Why an address cannot be posted to", _pairs(UnfitReason)),
        ("Why a file was kept back", _pairs(FileReason)),
        ("Why somebody waits for a person", _pairs(StagedReason)),
        ("Why a row was set aside", [*suite.row_sentences.items()]),
        (
            "What a row was taken in in spite of",
            [(each.of("<column>"), s) for each, s in suite.warning_sentences.items()],
        ),
        ("Why a recorded value is not counted", _pairs(ValueReason)),
        ("What became of a returned list or row, and what its sender is told", _pairs(OutcomeReason)),
        ("Why somebody left a list, besides stops (for workers)", _pairs(WithdrawnReason)),
        ("Why a row of a returned plan was not taken", _pairs(PlanReason)),
        ("What waits longer than allowed", _pairs(LateWork)),
        ("Why a row of a trace's answer was refused, or is no trace", _pairs(TraceProblem)),
    )
    return _HEAD + "".join(_section(heading, pairs) for heading, pairs in sections)


def _pairs(codes: Iterable[object]) -> list[tuple[str, str]]:
    return [(str(code), code.sentence) for code in codes]  # type: ignore[attr-defined]


def _section(heading: str, pairs: Sequence[tuple[str, str]]) -> str:
    rows = "".join(f"| `{code}` | {sentence} |\n" for code, sentence in pairs)
    return f"\n## {heading}\n| code | sentence |\n| --- | --- |\n{rows}"
