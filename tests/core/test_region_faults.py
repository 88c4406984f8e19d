"""Every fault of a region pack's newer parts: named by file, line and what to do."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.contact_rules import DEFAULT_STEPS, PolicyStep
from pipeline.core.contact_steps import Step
from pipeline.core.region import Trace, region_from
from pipeline.core.region_pack import FILES, read_pack
from pipeline.core.region_priority import check_priority
from pipeline.core.region_safety import SafeguardingTeam, Safety
from pipeline.core.region_settings import lines_of
from tests.steps.region_packs import PCNS, SETTINGS, pack_texts

BANDS = """[[band]]
reasons = ["never_nothing_recorded", "never_all_six"]
[[band]]
reasons = [
    "overdue",  # before "hard_to_reach"
    "hard_to_reach",
]
[priority]
order = ["longest_gap", "most_missing", "risk_smoker"]
"""
# The settings end without a section of their own, so that these can follow.
WITH_BANDS = SETTINGS + BANDS
FIRST = SETTINGS.count("\n") + 1
SECOND_RULE = "[[rule]]\neffective_from = 2024-12-01\nyears_without_check = 2\nminimum_age = 18\n"
PARTNER = '[[partner]]\ncode = "{code}"\nname = "Cedar"\nprovider_code = "{of}"\n'
PLANS = "pcn_code,from_on,to_on,weeks_after_invitation,capacity_a_day,floor_a_day,status,note\n"
SHARES = "pcn_code,partner_code,share_percent,from_on,to_on,status,note\n"
VENUES = "venue_code,name,pcn_code,address,postcode,weekday,held_on,opens_at,closes_at,status,note\n"
SERVICES = "service_code,place_code,name,what,how_to_reach,only_through,status,note\n"
PLAN = "U90001,2025-01-01,,6,20,2,confirmed,\n"
SHARE = "U90001,cedar,60,2025-01-01,,confirmed,\n"
VENUE = 'moor,Moor Hall,U90001,"1 Moor Lane, Moorton",ZZ99 9AA,Tuesday,,09:30,12:00,confirmed,\n'
SERVICE = "walks,north,Walks,Walking together,Ring them,,confirmed,\n"
WORKERS = "worker_code,name,partner_code,provider_code,pcn_code,from_on,to_on,status,note\n"
WORKER = "otley,N. Otley,cedar,,U90001,2025-01-01,,confirmed,\n"
SAFETY = """[safety]
crisis_phone = "01632 960110"
[[safeguarding_team]]
place_code = "north"
team = "Adults at risk"
phone = "01632 960112"
"""
PARTNERED = SETTINGS + PARTNER.format(code="cedar", of="alder") + PARTNER.format(code="dogwood", of="alder")


def faults_of(**parts: str) -> str:
    return "\n".join(str(fault) for fault in read_pack(pack_texts(**parts), is_live=False)[1])


AT = SETTINGS.splitlines().index("[[step]]") + 1


def steps(*said: str) -> str:
    """The settings with these steps instead of their own; a step, or a step and its wait."""
    before = SETTINGS[: SETTINGS.index("[[step]]")]
    return before + "".join(
        f'[[step]]\nstep = "{step}"\n' + (f"wait_days = {wait}\n" if wait else "")
        for step, _, wait in (each.partition(" ") for each in said)
    )


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("letter", "call 10", "letter"), f"line {AT + 6}, column step: letter is given twice, and a letter goes once"),
        (("letter_again", "letter"), f"line {AT + 1}, column step: letter_again has no letter before it"),
        (("desktop_review", "call"), f"line {AT + 1}, column step: desktop_review is not the last step"),
        (("letter 3", "call"), f"line {AT + 2}: the first step waits for nothing"),
        (("letter", "postcard"), f'line {AT + 3}: step is not as expected. Give "letter", "text"'),
        (("letter", "call -1"), f"line {AT + 4}: wait_days is not as expected. Give a whole number of days"),
    ],
)
def test_steps_that_cannot_be_taken_in_their_order_are_named_by_line(said: tuple[str, ...], told: str) -> None:
    assert told in faults_of(settings=steps(*said))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("rounds = 2", "rounds = 0"), "rounds is not as expected. Give a whole number above 0"),
        (("rounds = 2", 'texts_by = "pigeon"'), "texts_by is not as expected"),
        (("rounds = 2", 'first_step = "letter"'), "first_step is not a setting that belongs in [contact_policy]"),
        (("maximum_attempts = 6\n", ""), "maximum_attempts is missing in [contact_policy]"),
    ],
)
def test_a_contact_policy_that_is_none_is_named(change: tuple[str, str], told: str) -> None:
    assert told in faults_of(settings=SETTINGS.replace(*change))


def test_a_pack_says_its_steps_or_has_the_default_s_and_an_older_version_a_letter_and_calls() -> None:
    said, _ = read_pack(pack_texts(settings=steps("call", "visit 9")), is_live=False)
    silent, _ = read_pack(pack_texts(settings=SETTINGS[: SETTINGS.index("[[step]]")]), is_live=False)
    assert said is not None
    assert silent is not None
    policy = region_from("v", said.content).contact_policy
    assert policy.steps == (PolicyStep(Step.CALL), PolicyStep(Step.VISIT, 9))
    assert (policy.rounds, policy.days_between_rounds, policy.review_after_days) == (2, 90, 365)
    assert region_from("v", silent.content).contact_policy.steps == DEFAULT_STEPS
    before = {"days_after_letter": 10, "minimum_days_between_contacts": 7, "maximum_attempts": 3}
    older = {key: each for key, each in said.content.items() if key != "steps"} | {"contact_policy": before}
    policy = region_from("v", older).contact_policy
    assert policy.rounds == 1
    assert policy.steps == (PolicyStep(Step.LETTER), PolicyStep(Step.CALL, 10), PolicyStep(Step.CALL, 7))


def test_each_of_the_rows_and_sections_below_is_without_fault_by_itself() -> None:
    rows = {"local_plans": PLANS + PLAN, "partner_shares": SHARES + SHARE, "venues": VENUES + VENUE}
    settings = PARTNERED + BANDS + "[trace]\nis_configured = true\ntoo_old_after_days = 14\n"
    pack, faults = read_pack(pack_texts(settings=settings, services=SERVICES + SERVICE, **rows), is_live=False)
    assert faults == []
    assert pack is not None
    region = region_from("v", pack.content)
    assert region.priority.bands == (("never_nothing_recorded", "never_all_six"), ("overdue", "hard_to_reach"))
    assert region.priority.order == ("longest_gap", "most_missing", "risk_smoker")
    assert region.trace == Trace(is_configured=True, too_old_after_days=14)
    assert region.safety == Safety()


def test_a_pack_s_words_and_numbers_for_workers_are_kept_and_the_rest_is_the_software_s() -> None:
    pack, _ = read_pack(pack_texts(settings=SETTINGS + SAFETY), is_live=False)
    assert pack is not None
    safety = region_from("v", pack.content).safety
    assert (safety.crisis_phone, safety.crisis_words) == ("01632 960110", Safety().crisis_words)
    assert safety.teams == (SafeguardingTeam("north", "Adults at risk", "01632 960112"),)
    # A version of before, which says nothing of it.
    older = {key: said for key, said in pack.content.items() if key not in ("safety", "safeguarding_teams")}
    assert region_from("v", older).safety == Safety()


def test_a_number_that_a_worker_rings_for_somebody_s_safety_is_not_invented_in_live_use() -> None:
    faults = read_pack(pack_texts(settings=SETTINGS + SAFETY), is_live=True)[1]
    told = [str(fault) for fault in faults]
    assert any(f"line {FIRST + 1}, column crisis_phone: crisis_phone of safety is invented" in said for said in told)
    assert any(f"line {FIRST + 5}, column phone: phone of safeguarding_team is invented" in said for said in told)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("longest_gap", "longest_gaps"), f"line {FIRST + 8}: 'longest_gaps' is no reason that this software knows"),
        (('"overdue",', '"late",'), f"line {FIRST + 4}: 'late' is no reason that this software knows"),
        (
            ('"hard_to_reach",', '"overdue",'),
            f"line {FIRST + 5}, column reasons: overdue is already in a band, on line",
        ),
        (('["never_n', '["hard_to_reach", "never_n'), f"line {FIRST + 5}, column reasons: hard_to_reach is already"),
        (('"hard_to_reach",', ""), f"line {FIRST + 2}: no band has hard_to_reach, so whoever has that reason alone"),
        (('"risk_smoker"]', '"longest_gap"]'), "column order: longest_gap is given twice in order"),
        (('"most_missing", ', ""), "column order: order lacks most_missing"),
        (('"longest_gap", ', ""), "column order: order lacks longest_gap"),
        (('"never_nothing_recorded", "never_all_six"', ""), f"line {FIRST + 1}: reasons is not as expected"),
        (("order = [", "orders = ["), "orders is not a setting that belongs in [priority]"),
        (
            ("[priority]", '[[band]]\nreasons = ["risk_diabetes"]\n[priority]'),
            f"line {FIRST + 7}: nobody can be in band 3: those before it take everybody",
        ),
    ],
)
def test_a_band_or_an_order_that_cannot_be_followed_or_explained_is_refused(change: tuple[str, str], told: str) -> None:
    assert change[0] in BANDS
    assert faults_of(settings=WITH_BANDS) == ""
    assert told in faults_of(settings=SETTINGS + BANDS.replace(*change, 1))


def test_a_reason_without_a_sentence_for_either_reader_is_refused() -> None:
    bands = [{"reasons": ["never_nothing_recorded", "never_all_six", "overdue"]}]
    said = dict.fromkeys(bands[0]["reasons"], ("told", "told")) | {"risk_smoker": ("smoker", "")}
    order = ["longest_gap", "most_missing", "risk_smoker"]
    faults = [*check_priority(bands, order, said, False, lines_of(WITH_BANDS))]
    assert [str(fault) for fault in faults] == [
        f"region.toml, line {FIRST + 8}: the reason risk_smoker has no sentence, so nobody could be told why they come "
        "first. Use a reason of docs/reasons.md."
    ]


def test_whoever_is_hard_to_reach_needs_no_band_where_no_rule_includes_them() -> None:
    without = BANDS.replace('    "hard_to_reach",\n', "")
    excluded = SETTINGS.replace("minimum_age = 18", "minimum_age = 18\nincludes_hard_to_reach = false")
    assert faults_of(settings=excluded + without) == ""


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (SETTINGS.replace("effective_from = 2024-12-01\n", ""), "line 4: effective_from is missing in [[rule]]. Add"),
        (SETTINGS + SECOND_RULE, "column effective_from: a rule of 2024-12-01 is already on line 5. Keep one"),
        (SETTINGS.replace("[[rule]]", "[rule]"), "region.toml, line 4: rule is not a list. Write each as [[rule]]"),
        (SETTINGS.replace("minimum_age = 18", "minimum_age = 18\nincludes_hard_to_reach = 1"), "Give true or false"),
        (SETTINGS.replace("minimum_age = 18", "minimum_age = 18\nconfirmation_days = 0"), "a whole number above 0"),
        (SETTINGS + '[trace]\nis_configured = "yes"\n', "is_configured is not as expected. Give true or false"),
        (SETTINGS + "[trace]\ntoo_old = 3\n", "too_old is not a setting that belongs in [trace]"),
        (SETTINGS + PARTNER.format(code="cedar", of="beech"), "provider beech is not given in this file"),
        (PARTNERED + PARTNER.format(code="cedar", of="birch"), "partner cedar is given twice"),
        (PARTNERED + "capacity_a_day = 0\n", "capacity_a_day is not as expected. Give a whole number above 0"),
        (PARTNERED.replace('code = "dogwood"\n', ""), "code is missing in [[partner]]. Add code"),
        (SETTINGS + '[[phase]]\nby_on = "2025"\npcns = 1\nstatus = "proposed"\n', "by_on is not as expected"),
        (SETTINGS + '[[phase]]\nby_on = 2025-01-01\npcns = 1\nstatus = "maybe"\n', 'Give "confirmed" or "proposed"'),
        (SETTINGS + '[safety]\ncall_opening = "I ring about your mental health"\n', "the call opening says 'mental'"),
        (SETTINGS + '[safety]\ncrisis_phone = "12"\n', "crisis_phone is not as expected. Give a British phone"),
        (SETTINGS + SAFETY.replace("north", "west"), f"line {FIRST + 3}, column place_code: 'west' is not in places"),
        (SETTINGS + SAFETY + SAFETY[SAFETY.index("[[") :], "north has a safeguarding team already"),
        (SETTINGS + 2 * '[[phase]]\nby_on = 2025-01-01\npcns = 1\nstatus = "proposed"\n', "a phase of 2025-01-01 is"),
    ],
)
def test_a_setting_that_is_missing_twice_or_of_no_sense_is_refused(settings: str, told: str) -> None:
    assert told in faults_of(settings=settings)


@pytest.mark.parametrize(
    ("table", "rows", "told"),
    [
        ("local_plans", PLAN.replace("U90001", "U91111"), "line 2, column pcn_code: 'U91111' is not in pcns.csv"),
        ("local_plans", PLAN + PLAN, "line 3, column from_on: U90001 has two plans on 2025-01-01 (see line 2)"),
        (
            "local_plans",
            PLAN.replace("2025-01-01,", "2025-01-01,2025-06-30", 1) + PLAN.replace("2025-01-01", "2025-06-30"),
            "line 3, column from_on: U90001 has two plans on 2025-06-30 (see line 2)",
        ),
        ("local_plans", PLAN.replace(",20,", ",few,"), "column capacity_a_day: 'few' is not as expected"),
        ("local_plans", PLAN.replace(",20,", ",²,"), "column capacity_a_day: '²' is not as expected"),
        ("local_plans", PLAN.replace(",20,2,", ",2,20,"), "a floor of 20 a day above a capacity of 2"),
        ("local_plans", PLAN.replace(",6,", ",-6,"), "column weeks_after_invitation: '-6' is not as expected"),
        ("local_plans", PLAN.replace("2025-01-01,", "2025-01-01,2024-12-31", 1), "the end is before the start"),
        ("local_plans", PLAN.replace("confirmed", "agreed"), "column status: not a status"),
        ("partner_shares", SHARE.replace("cedar", "elm"), "column partner_code: 'elm' is not in region.toml"),
        ("partner_shares", SHARE.replace("U90001", "U91111"), "column pcn_code: 'U91111' is not in pcns.csv"),
        ("partner_shares", SHARE.replace(",60,", ",0,"), "column share_percent: '0' is not a share"),
        ("partner_shares", SHARE.replace(",60,", ",,"), "column share_percent: '' is not a share"),
        (
            "partner_shares",
            SHARE + SHARE.replace("60", "5"),
            "cedar in U90001 has two shares on 2025-01-01 (see line 2)",
        ),
        (
            "partner_shares",
            SHARE + SHARE.replace("cedar,60,2025-01-01", "dogwood,41,2025-03-01"),
            "line 3, column share_percent: the shares of U90001 on 2025-03-01 add up to 101",
        ),
        ("venues", VENUE.replace("U90001", "U91111"), "column pcn_code: 'U91111' is not in pcns.csv"),
        ("venues", VENUE.replace("Tuesday,", "Tuesday,2025-03-04"), "a clinic day is one weekday or one date"),
        ("venues", VENUE.replace("Tuesday", ""), "a clinic day is one weekday or one date"),
        ("venues", VENUE.replace("Tuesday", "tuesdays"), "column weekday: 'tuesdays' is not a weekday"),
        ("venues", VENUE.replace("Tuesday,", ",04/03/2025"), "column held_on: not a date"),
        ("venues", VENUE.replace("09:30", "9.30"), "column opens_at: not a time of day"),
        ("venues", VENUE.replace("12:00", "09:30"), "column closes_at: it closes before it opens"),
        ("venues", VENUE.replace("12:00", "09:00"), "column closes_at: it closes before it opens"),
        ("venues", VENUE.replace("ZZ99 9AA", "Moorton"), "column postcode: 'Moorton' is not a postcode"),
        ("venues", VENUE + VENUE, "line 3, column venue_code: moor Tuesday 09:30 is already on line 2"),
        ("venues", VENUE + VENUE.replace("Moor Hall", "Hall").replace("Tuesday", "Friday"), ""),
        ("services", SERVICE.replace("north", "west"), "column place_code: 'west' is not in places.csv"),
        ("services", SERVICE.replace("Ring them", ""), "nobody can be pointed to a service nobody knows how to reach"),
        ("services", SERVICE.replace("Walking together", ""), "column what: nothing is given"),
        ("services", SERVICE.replace("walks", "Walks!"), "column service_code: 'Walks!' is not a code"),
        ("services", SERVICE + SERVICE, "line 3, column service_code: walks north is already on line 2"),
        ("workers", WORKER.replace("otley", "N Otley"), "column worker_code: 'N Otley' is not a code"),
        ("workers", WORKER.replace("N. Otley", ""), "column name: nothing is given"),
        ("workers", WORKER.replace("cedar", "elm"), "column partner_code: 'elm' is not in region.toml"),
        ("workers", WORKER.replace("cedar,", ",beech"), "column provider_code: 'beech' is not in region.toml"),
        ("workers", WORKER.replace("cedar,", "cedar,alder"), "a worker works for one partner or for one provider"),
        ("workers", WORKER.replace("cedar", ""), "a worker works for one partner or for one provider"),
        ("workers", WORKER.replace("U90001", "U91111"), "column pcn_code: 'U91111' is not in pcns.csv"),
        ("workers", WORKER + WORKER, "line 3, column from_on: otley has two rows for U90001 on one day (see line 2)"),
        ("workers", WORKER + WORKER.replace("U90001", "U90002").replace("cedar", "dogwood"), "another partner_code"),
        ("workers", WORKER.replace("2025-01-01,", "2025-01-01,2024-01-01"), "the end is before the start"),
    ],
)
def test_a_row_of_an_optional_table_that_cannot_be_used_is_refused(table: str, rows: str, told: str) -> None:
    heading = {
        "local_plans": PLANS,
        "partner_shares": SHARES,
        "venues": VENUES,
        "services": SERVICES,
        "workers": WORKERS,
    }[table]
    told = told or "column name: moor has another name on line 2"
    assert f"{table}.csv, line " in faults_of(settings=PARTNERED, **{table: heading + rows})
    assert told in faults_of(settings=PARTNERED, **{table: heading + rows})


def test_shares_may_follow_each_other_and_leave_the_rest_to_the_provider() -> None:
    following = (
        "U90001,cedar,100,2025-01-01,2025-02-28,confirmed,\n"
        "U90001,cedar,40,2025-03-01,,confirmed,\nU90001,dogwood,50,2025-03-01,,confirmed,\n"
    )
    assert faults_of(settings=PARTNERED, partner_shares=SHARES + following) == ""


def test_a_plan_may_follow_another_at_once_and_its_floor_may_be_all_of_its_capacity() -> None:
    following = PLAN.replace("2025-01-01,", "2025-01-01,2025-06-30", 1) + PLAN.replace("2025-01-01", "2025-07-01")
    assert faults_of(local_plans=PLANS + following.replace(",20,2,", ",20,20,")) == ""


def test_a_pcn_nobody_lists_is_refused_wherever_it_is_named() -> None:
    named = {
        "coverage": "provider_code,place_code,pcn_code,practice_code,from_on,to_on,status,note\n"
        "alder,,U90002,,2025-01-01,,confirmed,\n",
        "local_plans": PLANS + PLAN.replace("U90001", "U90002"),
        "partner_shares": SHARES + SHARE.replace("U90001", "U90002"),
        "venues": VENUES + VENUE.replace("U90001", "U90002"),
        "workers": WORKERS + WORKER.replace("U90001", "U90002"),
    }
    assert faults_of(settings=PARTNERED, **named) == ""
    fewer = PCNS.replace("U90002,Southmoor PCN,99A,south,proposed,\n", "")
    said = faults_of(settings=PARTNERED, pcns=fewer, **named).splitlines()
    assert [line.split(":")[0] for line in said] == [f"{name}.csv, line 2, column pcn_code" for name in named]


WHOLE = pack_texts(
    settings=PARTNERED + BANDS + SAFETY,
    local_plans=PLANS + PLAN,
    partner_shares=SHARES + SHARE,
    venues=VENUES + VENUE,
    services=SERVICES + SERVICE,
    workers=WORKERS + WORKER,
)


@settings(max_examples=300)
@given(
    st.sampled_from(sorted(FILES)),
    st.floats(0, 1),
    st.integers(0, 12),
    st.sampled_from(["", ",", "\n", '"', "[", "]]", "= 3\n", "é", "\0", "2025-02-30", "U90002", "[[rule]]\n", "-1"]),
)
def test_a_pack_damaged_anywhere_is_either_whole_or_told_by_file_and_line(
    file: str, place: float, cut: int, put: str
) -> None:
    text = WHOLE[file]
    at = int(place * len(text))
    damaged = {**WHOLE, file: text[:at] + put + text[at + cut :]}
    pack, faults = read_pack(damaged, is_live=True)
    assert (pack is None) == bool(faults)
    for fault in faults:
        assert 0 <= fault.line <= damaged[fault.file].count("\n") + 1, str(fault)
        assert fault.problem, str(fault)
        assert fault.remedy, str(fault)
