"""What region.toml may say: its sections, its lists of sections, and what holds where it says nothing."""

from dataclasses import asdict
from typing import Any

from pipeline.core.contact_rules import DEFAULT_STEPS, MAY_BE_LEFT_OUT, ContactPolicy
from pipeline.core.health_plan import PlanPolicy
from pipeline.core.region import Intake, Priority, Retention, Rule, Trace
from pipeline.core.region_safety import Safety
from pipeline.core.region_setting import (
    ADDRESS,
    AGE_RECIPIENT,
    COUNT,
    DATE,
    NAME_CODE,
    PERCENT,
    PHONE,
    STATUS,
    STEP,
    TEXT,
    TEXTS,
    TEXTS_BY,
    WAIT,
    YES_OR_NO,
    Setting,
    optional,
)

# Written once, as [section]; the first holds what stands above every section.
SECTIONS: dict[str, dict[str, Setting]] = {
    "": {"code": NAME_CODE, "name": TEXT, "live_from": optional(DATE), "pcn_count": optional(COUNT)},
    "priority": {"order": TEXTS},
    "trace": {"is_configured": YES_OR_NO, "too_old_after_days": COUNT},
    "contact_policy": {
        "minimum_days_between_contacts": COUNT,
        "maximum_attempts": COUNT,
        "rounds": COUNT,
        "days_between_rounds": COUNT,
        "review_after_days": COUNT,
        "days_to_an_appointment": COUNT,
        "days_after_declining_a_check": COUNT,
        "reminder_working_days_before": COUNT,
        "texts_by": TEXTS_BY,
    },
    "register": {"too_old_after_days": COUNT, "deducted_within_days": COUNT},
    "intake": {
        "fewest_to_judge": COUNT,
        "largest_shrink_percent": PERCENT,
        # A register may double; it may not more than vanish.
        "largest_growth_percent": COUNT,
        "smallest_recognised_percent": PERCENT,
        "largest_set_aside_percent": PERCENT,
        "largest_never_checked_rise": PERCENT,
        "practices_for_a_county": COUNT,
        "years_of_history": COUNT,
    },
    "retention": {
        "landed_rows": COUNT,
        "closed_quarantine_rows": COUNT,
        "values_set_aside": COUNT,
        "overwritten_rows": COUNT,
    },
    "safety": {
        "call_opening": TEXT,
        "voicemail_rule": TEXT,
        "crisis_words": TEXT,
        "crisis_phone": optional(PHONE),
        "safeguarding_words": TEXT,
        "safeguarding_phone": optional(PHONE),
        "urgent_result_words": TEXT,
        "urgent_result_phone": optional(PHONE),
    },
    "health_plan": {
        "ask_after_working_days": COUNT,
        "stop_asking_after_days": COUNT,
        "review_after_days": COUNT,
        "days_between_tries": COUNT,
        "maximum_tries": COUNT,
    },
}
# Written as often as there are of the kind, each as [[section]].
LISTS: dict[str, dict[str, Setting]] = {
    "rule": {
        "effective_from": DATE,
        "years_without_check": COUNT,
        "minimum_age": COUNT,
        "includes_hard_to_reach": YES_OR_NO,
        "confirmation_days": COUNT,
    },
    "band": {"reasons": TEXTS},
    "step": {"step": STEP, "wait_days": WAIT},
    "phase": {"by_on": DATE, "pcns": COUNT, "status": STATUS},
    "provider": {
        "code": NAME_CODE,
        "name": TEXT,
        "outward_name": TEXT,
        "phone": PHONE,
        "return_address": ADDRESS,
        "capacity_a_day": optional(COUNT),
        "age_recipient": optional(AGE_RECIPIENT),
    },
    # Who delivers checks in the PCNs whose local plan names them; elsewhere each practice does.
    "check_provider": {"code": NAME_CODE, "name": TEXT},
    "partner": {
        "code": NAME_CODE,
        "name": TEXT,
        "provider_code": NAME_CODE,
        "capacity_a_day": optional(COUNT),
        "age_recipient": optional(AGE_RECIPIENT),
    },
    "safeguarding_team": {"place_code": NAME_CODE, "team": TEXT, "phone": PHONE},
}
# What a pack need not say.
DEFAULTS: dict[str, dict[str, Any]] = {
    "": {"live_from": None, "pcn_count": None},
    "priority": {"order": list(Priority().order)},
    "trace": asdict(Trace()),
    "contact_policy": {name: getattr(ContactPolicy(), name) for name in MAY_BE_LEFT_OUT} | {"texts_by": "worker"},
    "step": {"wait_days": 0},
    "register": {"deducted_within_days": Rule.deducted_within_days},
    "intake": asdict(Intake()),
    "retention": asdict(Retention()),
    "safety": {name: said for name, said in asdict(Safety()).items() if name != "teams"},
    "health_plan": asdict(PlanPolicy()),
    "rule": {
        "includes_hard_to_reach": Rule.includes_hard_to_reach,
        "confirmation_days": Rule.confirmation_days,
    },
    "provider": {"capacity_a_day": None, "age_recipient": None},
    "partner": {"capacity_a_day": None, "age_recipient": None},
}
# A pack without a single [[band]].
DEFAULT_BANDS = [{"reasons": list(band)} for band in Priority().bands]
# A pack without a single [[step]].
DEFAULT_STEPS_SAID = [{"step": str(each.step), "wait_days": each.wait_days} for each in DEFAULT_STEPS]
