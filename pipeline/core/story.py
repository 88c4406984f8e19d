"""One person's story in words: what came in, what it made of them, what was done and who was told. No name, no result.

The facts are rows as the database has them; a code is told with its one sentence. Whatever is told can be told of a
past day from what is kept; what is only known as it is now says so in its title.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.core import story_intake as intake
from pipeline.core import story_plan
from pipeline.core.contact_policy import StepReason
from pipeline.core.plan_reasons import DispositionReason, GateReason, RecallStatus
from pipeline.core.priority_reasons import full_sentence
from pipeline.core.register_update import SECTION_BY_CODE
from pipeline.core.stop_reasons import StopReason
from pipeline.core.story_intake import on_day, or_never, words
from pipeline.core.story_minding import minding_lines
from pipeline.core.update_wording import KINDS, wording
from pipeline.core.worklist import OUTCOME_BY_CODE

Fact = Mapping[str, Any]
Facts = Mapping[str, Sequence[Fact]]


@dataclass(frozen=True)
class Chapter:
    """One part of the story: its title, what it says, and the facts it says it of."""

    title: str
    lines: tuple[str, ...]
    facts: Sequence[Fact]


_SENTENCES: dict[str, str] = {
    code: each.sentence
    for codes in (StopReason, GateReason, StepReason, DispositionReason, RecallStatus)
    for code, each in ((str(each), each) for each in codes)
}


def story(facts: Facts, row_sentences: Mapping[str, str], as_of: date) -> list[Chapter]:
    """The chapters in order; `row_sentences` are the suite's, of rows set aside."""

    def chapter(title: str, name: str, lines: Iterable[str], nothing: str) -> Chapter:
        return Chapter(title, tuple(lines) or (nothing,), facts[name])

    aside = [intake.set_aside(each, row_sentences) for each in facts["set_aside"]]
    now = [each for each in facts["statuses"] if each["to_on"] is None]
    plans = facts["plan"]
    return [
        chapter("Extracts that spoke of them", "extracts", map(intake.extract, facts["extracts"]), "None."),
        chapter("Rows set aside", "set_aside", aside, "None."),
        chapter("Values not counted", "values_set_aside", map(intake.value, facts["values_set_aside"]), "None."),
        chapter("What waited for a person", "staged", map(intake.staged, facts["staged"]), "Nothing."),
        chapter("What registers say now", "registers", map(intake.register, facts["registers"]), "On no register."),
        chapter("The six elements, as recorded now", "elements", map(intake.element, facts["elements"]), "None."),
        Chapter("Recall status", tuple(line for each in now[-1:] for line in _status(each)) or ("None yet.",), now),
        chapter("Statuses over time", "statuses", map(_interval, facts["statuses"]), "None."),
        Chapter(
            "Stops and pauses",
            (*map(_stop_now, facts["stops_on"]), *map(_stop, facts["stops"])) or ("None.",),
            [*facts["stops_on"], *facts["stops"]],
        ),
        Chapter(
            "What to mind",
            tuple(minding_lines(facts)) or ("Nothing.",),
            [*facts["notes"], *facts["channel_refusals"], *facts["visit_risks"]],
        ),
        chapter("Taken back from others", "notices", map(_notice, facts["notices"]), "Nothing."),
        chapter("National demographic trace", "traces", map(_trace, facts["traces"]), "Never asked."),
        chapter(
            "Who covers the practice", "coverage", map(_coverage, facts["coverage"]), "Their practice is not known."
        ),
        chapter(
            "What was decided", "plan", (line for each in plans[-1:] for line in _plan(each, as_of)), _no_plan(now)
        ),
        chapter("Decisions of earlier days", "plan", map(_decided, plans[:-1]), "None."),
        chapter("Episodes", "episodes", map(_episode, facts["episodes"]), "None."),
        chapter("On providers' lists", "worklist_items", map(_item, facts["worklist_items"]), "Never."),
        chapter("Contacts", "contacts", map(_contact, facts["contacts"]), "None."),
        chapter("Letters", "letters", map(_letter, facts["letters"]), "None."),
        chapter(
            "Their health plan (its words are their own)",
            "health_plans",
            map(story_plan.plan, facts["health_plans"]),
            "None.",
        ),
        chapter("Due after the check", "follow_ups", story_plan.follow_ups(facts["follow_ups"]), "Nothing."),
        chapter("What practices were told", "updates", map(_update, facts["updates"]), "Nothing."),
    ]


def sentence(code: str | None) -> str:
    """What a code of a status, plan, step or gate says; the code's own words where it has no sentence."""
    return _SENTENCES.get(code or "", words(code))


def _status(fact: Fact) -> list[str]:
    route = f"the service is for them: {words(fact['outreach_route'])}" if fact["outreach_route"] else "no outreach"
    states = (
        ("missing_elements", "missing"),
        ("out_of_date_elements", "out of date"),
        ("declined_elements", "declined"),
    )
    counted = (("is_counted_nationally", "nationally"), ("is_counted_by_qof", "by QOF"))
    return [
        f"{words(fact['status'])} ({fact['reason']}), {route}. {sentence(fact['status'])}",
        f"last complete check {or_never(fact['last_complete_on'])}; check recorded as done "
        f"{or_never(fact['last_check_done_on'])}; last of any element {or_never(fact['last_element_on'])}; "
        f"last blood pressure {or_never(fact['last_blood_pressure_on'])}",
        "; ".join(f"{title}: {', '.join(map(words, fact[name])) or 'none'}" for name, title in states),
        "; ".join(f"{'' if fact[name] else 'not '}counted {how}" for name, how in counted),
    ]


def _interval(fact: Fact) -> str:
    until = f"to {fact['to_on']}" if fact["to_on"] else "on"
    return (
        f"from {fact['from_on']} {until}: {words(fact['status'])} ({fact['reason']}) at {fact['practice_code']}, "
        f"run {fact['from_run_id']}, region {fact['region_version_id']}"
    )


def _stop_now(fact: Fact) -> str:
    kind = "only the practice may contact them" if fact["kind"] == "practice_only" else "may not be contacted"
    until = f" until {fact['until_on']}" if fact["until_on"] else ""
    return f"in force: {kind}{until}. {sentence(fact['reason'])}"


def _stop(fact: Fact) -> str:
    until = f" until {fact['until_on']}" if fact["until_on"] else ""
    lifted = (
        f"; lifted {fact['lifted_on']} by {fact['lifted_by']}, because: {fact['lifted_why']}"
        if fact["lifted_on"]
        else ""
    )
    return (
        f"{on_day(fact['from_on'])}  {fact['stop_id']}: {words(fact['reason'])}{until}, from {words(fact['source'])}, "
        f"said by {fact['said_by']}{lifted}"
    )


def _notice(fact: Fact) -> str:
    what = f"list item {fact['worklist_item_id']}" if fact["worklist_item_id"] else f"letter {fact['letter_id']}"
    written = "written" if fact["is_written"] else "not written yet"
    over = ", over since it was lifted" if fact["is_over"] else ""
    return f"{fact['as_of']}  {fact['organisation_code']}, {what}: {words(fact['reason'])}; notice {written}{over}"


def _trace(fact: Fact) -> str:
    asked = f"{fact['asked_on']}  {fact['trace_id']}"
    if fact["taken_on"] is None:
        return f"{asked}: no answer yet"
    found = "found" if fact["is_found"] else "not found"
    practice = f", with {fact['practice_code']}" if fact["practice_code"] else ""
    return f"{asked}: {found} on {on_day(fact['traced_on'])}{practice}; taken {fact['taken_on']}"


def _coverage(fact: Fact) -> str:
    chain = [fact["practice_code"], fact["pcn_code"] or "no PCN", fact["place_code"] or "no place"]
    chain += [fact["provider_code"] or "no provider"]
    why = "" if fact["coverage_state"] == "covered" else f". {sentence(fact['coverage_reason'])}"
    return " -> ".join(chain) + why


def _no_plan(now: Sequence[Fact]) -> str:
    if now and now[-1]["outreach_route"]:
        return "No plan was made with them yet."
    return "Nothing: the plan holds only people the service is for."


def _plan(fact: Fact, as_of: date) -> list[str]:
    until = f" until {fact['until_on']}" if fact["until_on"] else ""
    older = "" if fact["as_of"] == as_of else " (the newest plan with them)"
    partner = f", partner {fact['partner_code']}" if fact["partner_code"] else ""
    before = f" {fact['waiting_before']} people stand before them." if fact["waiting_before"] is not None else ""
    lines = [
        f"{fact['as_of']}{older}: {words(fact['disposition'])}{until} at {fact['provider_code'] or 'no provider'}"
        f"{partner}. {sentence(fact['disposition_reason'])}{before}"
    ]
    if fact["next_step"]:
        when = f", best in the {fact['time_of_day']}" if fact["time_of_day"] else ""
        number = f", round {fact['round']}" if fact["round"] > 1 else ""
        lines.append(f"next: {words(fact['next_step'])}{number}{when}. {sentence(fact['next_step_reason'])}")
    lines += [f"passed over: {words(each)}" for each in fact["passed_over"]]
    if fact["review_on"]:
        lines.append(f"the practice's list is looked through again on {fact['review_on']}")
    if fact["band"]:
        rank = f"rank {fact['rank']} on the list. " if fact["rank"] else "no rank: not listed. "
        lines.append(rank + full_sentence(fact["band"], fact["reasons"], fact["last_element_on"], fact["as_of"]))
    return lines


def _decided(fact: Fact) -> str:
    rank = f", rank {fact['rank']}" if fact["rank"] else ""
    return f"{fact['as_of']}: {words(fact['disposition'])} ({fact['disposition_reason']}){rank}"


def _episode(fact: Fact) -> str:
    closed = f"to {fact['closed_on']}: {words(fact['close_reason'])}" if fact["closed_on"] else "still open"
    return f"{fact['episode_id']}  from {fact['opened_on']}, {closed}"


def _item(fact: Fact) -> str:
    taken_back = ", withdrawn" if fact["is_withdrawn"] else ""
    return f"{fact['as_of']}  {fact['worklist_item_id']}: {fact['provider_code']}, rank {fact['rank']}{taken_back}"


def _contact(fact: Fact) -> str:
    outcome = OUTCOME_BY_CODE.get(fact["outcome"])
    came = f"{outcome.label}. {outcome.sentence}" if outcome else words(fact["outcome"])
    back = f" Call back on {fact['call_back_on']}." if fact["call_back_on"] else ""
    return f"{fact['contacted_on']}  {fact['provider_code']}, {words(fact['channel'])}: {came}{back}"


def _letter(fact: Fact) -> str:
    why = f": {sentence(fact['state_reason'])}" if fact["state_reason"] else ""
    released = (
        f"; batch released {fact['released_on']} by {fact['released_by']}, because: {fact['released_why']}"
        if fact["released_on"]
        else f"; batch {words(fact['batch_state'])}"
    )
    return f"{fact['as_of']}  {fact['letter_id']} in batch {fact['letter_batch_id']}: {fact['state']}{why}{released}"


def _update(fact: Fact) -> str:
    sent = f"in the practice's file of {fact['sent_as_of']}" if fact["sent_as_of"] else "not sent yet"
    asked = wording(fact["kind"]).ask if fact["kind"] in KINDS else words(fact["kind"])
    heading = SECTION_BY_CODE[fact["section"]].heading if fact["section"] in SECTION_BY_CODE else fact["section"]
    return f"{fact['first_as_of']}  {fact['practice_code']} {fact['register_update_id']}, {sent}: {heading}: {asked}"
