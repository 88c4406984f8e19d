"""A provider's list as one page for a phone or tablet: it needs no network, and without its passphrase it is shut."""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from markupsafe import Markup, escape

from pipeline.config import Settings
from pipeline.core import health_plan
from pipeline.core.contact_policy import Step
from pipeline.core.own_words import CLINICAL_PATTERN
from pipeline.core.result_words import RESULT_PATTERNS
from pipeline.core.returned_plans import PlanReason
from pipeline.core.step_labels import STEP_LABELS
from pipeline.core.worklist import ITEM_ID, MARKS, OUTCOME, Outcome, TakenBack, WorklistRow
from pipeline.core.worklist_form import COLUMNS, FIELDS, NAME, NOTE_LIMIT, WORDS_LIMIT, asked_by
from pipeline.core.worklist_guide import Guide, Line, clinic_days, first_words, numbers_to_ring, services_to_point_to
from pipeline.doors import shipped
from pipeline.doors.page_seal import PageSeal, embedded, sealed
from pipeline.doors.pages import page
from pipeline.doors.sealed_files import Seal
from pipeline.doors.workbooks import FORMULA_STARTS, clean

# Answers wait on a device for so long after the list's day, then the next list that is opened there removes them.
DAYS_ANSWERS_ARE_KEPT = 14
_SCRIPTS = ("dom", "seal", "state", "checks", "fields", "plan", "form", "card", "list", "send", "page")
_PLAN_COLUMNS = (
    ITEM_ID, NAME, health_plan.AGREED_ON, health_plan.WHAT_MATTERS, health_plan.GOAL_AREA, health_plan.GOAL,
    health_plan.SUPPORTED_BY, health_plan.REVIEW_ON, health_plan.ACHIEVED_ON,
)  # fmt: skip
_PLAN_PROBLEMS = {
    "missing": PlanReason.PLAN_NOT_AGREED,
    "future": PlanReason.AGREED_IN_FUTURE,
    "longAgo": PlanReason.AGREED_LONG_AGO,
    "nothing": PlanReason.PLAN_SAYS_NOTHING,
    "clinical": PlanReason.WORDS_CLINICAL,
    "reviewPast": PlanReason.REVIEW_IN_PAST,
    "reviewFar": PlanReason.REVIEW_FAR_AWAY,
    "goalWords": PlanReason.GOAL_WITHOUT_WORDS,
    "achievedFuture": PlanReason.ACHIEVED_IN_FUTURE,
    "achievedEarly": PlanReason.ACHIEVED_BEFORE_AGREED,
}
# A British number of the usual length, or one that everybody knows.
_PHONE = re.compile(r"(?<!\d)(?:0(?: ?\d){9,10}|999|111)(?!\d)")
_NOT_SHOWN = ("place_code", "partner_code", "worker_code", "round", "step", "mark", "has_plan_rows")


@dataclass(frozen=True)
class PageFacts:
    """Whose list it is, of which day, until when anybody may be contacted by it, and how its files are called."""

    provider_name: str
    as_of: date
    last_day: date
    file_stem: str


def page_seal(seal: Seal | None, settings: Settings | None) -> PageSeal | None:
    """What a page is sealed with: the passphrase of whoever's files it lies among. None only where theirs lie open."""
    if seal is None:
        return None
    if not seal.passphrase or settings is None:
        raise ValueError("a page is sealed with a passphrase and the service's key, and one of them is missing")
    return PageSeal(seal.passphrase, settings.key)


def worklist_page(
    facts: PageFacts,
    rows: Sequence[WorklistRow],
    taken_back: Sequence[TakenBack],
    guide: Guide,
    seal: PageSeal | None = None,
) -> bytes:
    """The bytes of one provider's page for one day; without a seal its people can be read by whoever has the file."""
    people = {
        # As on a sheet: first what was agreed with somebody, last those who are only there for when they ring.
        "rows": [_shown(row) for row in sorted(rows, key=lambda row: row.place)],
        "takenBack": [
            {
                "item": each.worklist_item_id,
                "on": f"{each.listed_on:%d/%m/%Y}",
                "name": clean(each.name),
                "why": each.why,
            }
            for each in taken_back
        ],
    }
    held: dict[str, object] = {"open": people}
    if seal:
        held = {"sealed": sealed(seal, facts.file_stem, json.dumps(people, ensure_ascii=False).encode())}
    places = {row.place_code for row in rows}
    style, script = _style(), _script()
    return page(
        "worklist/page.html",
        {
            "facts": facts,
            "first_day_after": facts.last_day + timedelta(days=1),
            "to_ring": _ringable(numbers_to_ring(guide, places)),
            "first_words": _ringable(first_words(guide)),
            "services": _ringable(services_to_point_to(guide, places)),
            "clinic_days": _ringable(clinic_days(guide, {row.pcn_code for row in rows})),
            "outcomes": list(Outcome),
            "is_sealed": seal is not None,
            "policy": Markup(
                f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
                "base-uri 'none'; form-action 'none'"
            ),
            "style": Markup(style),
            "script": Markup(script),
            "list": Markup(embedded(_facts_of(facts) | held)),
        },
    )


def _shown(row: WorklistRow) -> dict[str, str | int]:
    said = {name: value for name, value in asdict(row).items() if name not in _NOT_SHOWN}
    shown = {name: clean(value) if isinstance(value, str) else value for name, value in said.items() if value != ""}
    step = Step(row.step) if row.step in set(Step) else None
    return shown | {
        "step": STEP_LABELS[step] if step else "",
        "is_text": step is Step.TEXT,
        "wants_plan": row.has_plan_rows or step in (Step.AGREE_PLAN, Step.REVIEW_PLAN),
        "is_quiet": row.is_quiet,
        "mark": MARKS.get(row.mark, ""),
    }


def _ringable(lines: Sequence[Line]) -> list[tuple[str, Markup]]:
    return [(about, Markup(_PHONE.sub(_as_link, str(escape(words))))) for about, words in lines]


def _as_link(found: re.Match[str]) -> str:
    return f'<a class="ring" href="tel:{found[0].replace(" ", "")}">{found[0]}</a>'


def _facts_of(facts: PageFacts) -> dict[str, object]:
    return {
        "asOf": facts.as_of.isoformat(),
        "lastDay": facts.last_day.isoformat(),
        "wipeOn": (facts.last_day + timedelta(days=DAYS_ANSWERS_ARE_KEPT)).isoformat(),
        "fileStem": facts.file_stem,
        "fields": [asdict(field) for field in FIELDS],
        "outcomes": [
            {"code": str(outcome), "label": outcome.label, "sentence": outcome.sentence} | asdict(asked_by(outcome))
            for outcome in Outcome
        ],
        "headings": {"item": ITEM_ID, "name": NAME, "outcome": OUTCOME, "contact": FIELDS[0].heading},
        "columns": COLUMNS,
        "planColumns": _PLAN_COLUMNS,
        "planHeadings": {
            "agreedOn": health_plan.AGREED_ON,
            "whatMatters": health_plan.WHAT_MATTERS,
            "reviewOn": health_plan.REVIEW_ON,
            "area": health_plan.GOAL_AREA,
            "goal": health_plan.GOAL,
            "supportedBy": health_plan.SUPPORTED_BY,
            "achievedOn": health_plan.ACHIEVED_ON,
        },
        "planProblems": {name: reason.sentence for name, reason in _PLAN_PROBLEMS.items()},
        "clinical": [CLINICAL_PATTERN],
        "results": RESULT_PATTERNS,
        "goalAreas": list(health_plan.GOAL_AREAS.values()),
        "limits": {"note": NOTE_LIMIT, "words": WORDS_LIMIT},
        "formulaStarts": FORMULA_STARTS,
    }


def _style() -> str:
    return _text("page.css")


def _script() -> str:
    """The page's scripts as one, in a scope of their own."""
    parts = "\n".join(_text(f"{name}.js") for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}\n}})();\n'


def _text(name: str) -> str:
    return (shipped.TEMPLATES / "worklist" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
