-- What does the region in force say: name, rule, waits and limits?
select
    region_version_id,
    region_code,
    name,
    live_from,
    rule_effective_from,
    years_without_check,
    minimum_age,
    days_after_letter,
    minimum_days_between_contacts,
    maximum_attempts,
    register_too_old_after_days
from region_in_force
