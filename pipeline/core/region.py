"""The region in force, as the steps need it: the service's rule, its contact policy, its providers."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pipeline.core.contact_rules import ContactPolicy, policy_from
from pipeline.core.health_plan import PlanPolicy
from pipeline.core.region_safety import Safety, safety_of


@dataclass(frozen=True)
class Rule:
    """Whom the service is for: calendar years without a complete check, and the age it begins at.

    Whoever registered elsewhere may stay so many days on the register of the practice they left, before
    the two contradict each other.
    """

    years_without_check: int
    minimum_age: int
    deducted_within_days: int = 30
    effective_from: date = date.min
    # People due whom the practice could not reach are the service's too.
    includes_hard_to_reach: bool = True
    # For so many days a check reported by outreach pauses contact; then the practice's record must show it.
    confirmation_days: int = 60


@dataclass(frozen=True)
class Priority:
    """The order of the list: bands of reason codes, first to last, then what decides inside a band.

    `order` holds reason codes (whoever has one comes first) and the measures `longest_gap` and `most_missing`.
    """

    bands: tuple[tuple[str, ...], ...] = (
        ("never_nothing_recorded",),
        ("never_all_six",),
        ("overdue",),
        ("hard_to_reach",),
    )
    order: tuple[str, ...] = (
        "longest_gap",
        "most_missing",
        "risk_depot_or_clozapine",
        "risk_antipsychotic",
        "risk_diabetes",
        "risk_cvd",
        "risk_smoker",
        "risk_obesity",
        "risk_high_blood_pressure",
        "risk_high_hba1c",
        "most_deprived_fifth",
        "no_fixed_abode",
        "interpreter_needed",
        "practice_area_most_deprived",
    )


@dataclass(frozen=True)
class Trace:
    """Whether people are traced in the national demographic records, and after how many days a trace counts as none."""

    is_configured: bool = False
    too_old_after_days: int = 30


@dataclass(frozen=True)
class Intake:
    """When an extract is implausible and held, in percent. The defaults are of a pack that says nothing else."""

    # A difference of fewer people or rows than this holds nothing: in a small register one family is a share.
    fewest_to_judge: int = 10
    largest_shrink_percent: int = 20
    largest_growth_percent: int = 30
    smallest_recognised_percent: int = 75
    largest_set_aside_percent: int = 20
    # In percentage points, of the share of people who never had a complete check.
    largest_never_checked_rise: int = 20
    practices_for_a_county: int = 20
    years_of_history: int = 4


@dataclass(frozen=True)
class Retention:
    """For how many days what practices sent is kept, by class; never what is in force, held, open or staged.

    Raw files are the archive's: SMI_ARCHIVE_DAYS.
    """

    landed_rows: int = 90
    # As long as raw files by default: while a file can still be taken out again its closed rows may open again.
    closed_quarantine_rows: int = 30
    values_set_aside: int = 90
    overwritten_rows: int = 90


@dataclass(frozen=True)
class Provider:
    """A lead organisation; its outward name is what a stranger may see."""

    provider_code: str
    name: str
    outward_name: str
    phone: str
    return_address: tuple[str, ...]


@dataclass(frozen=True)
class Region:
    """One loaded version of a region pack."""

    region_version_id: str
    name: str
    rules: tuple[Rule, ...]
    contact_policy: ContactPolicy
    priority: Priority
    trace: Trace
    intake: Intake
    retention: Retention
    providers: Mapping[str, Provider]
    safety: Safety = field(default_factory=Safety)
    health_plan: PlanPolicy = field(default_factory=PlanPolicy)

    def rule_on(self, as_of: date) -> Rule:
        """The rule in force on a day: the last that had begun; before the first, the first."""
        begun = [rule for rule in self.rules if rule.effective_from <= as_of]
        return max(begun or self.rules[:1], key=lambda rule: rule.effective_from)

    def policy_on(self, as_of: date) -> ContactPolicy:
        """The contact policy on a day, with what the rule in force then says of it."""
        return replace(self.contact_policy, confirmation_days=self.rule_on(as_of).confirmation_days)


def region_from(region_version_id: str, content: Mapping[str, Any]) -> Region:
    """The region of a stored, already checked pack."""
    return Region(
        region_version_id,
        content["name"],
        rules_of(content),
        policy_from(content),
        # Versions that were loaded before a pack could say so stay readable.
        _priority(content["priority"]) if "priority" in content else Priority(),
        Trace(**content.get("trace", {})),
        Intake(**content.get("intake", {})),
        Retention(**content.get("retention", {})),
        {
            said["provider_code"]: Provider(
                said["provider_code"], said["name"], said["outward_name"], said["phone"], tuple(said["return_address"])
            )
            for said in content["providers"]
        },
        safety_of(content),
        PlanPolicy(**content.get("health_plan", {})),
    )


def rules_of(content: Mapping[str, Any]) -> tuple[Rule, ...]:
    """Every dated rule of a stored pack; a pack of the days of one rule has that one."""
    deducted_within_days = content["register"].get("deducted_within_days", Rule.deducted_within_days)
    return tuple(
        Rule(
            said["years_without_check"],
            said["minimum_age"],
            deducted_within_days,
            date.fromisoformat(said["effective_from"]),
            said.get("includes_hard_to_reach", Rule.includes_hard_to_reach),
            said.get("confirmation_days", Rule.confirmation_days),
        )
        for said in content.get("rules") or [content["rule"]]
    )


def _priority(said: Mapping[str, Any]) -> Priority:
    return Priority(tuple(tuple(band) for band in said["bands"]), tuple(said["order"]))
