-- What does the region in force say of itself: name, first day, waits and limits?
select
    region_version_id,
    region_code,
    name,
    live_from,
    days_after_letter,
    minimum_days_between_contacts,
    maximum_attempts,
    register_too_old_after_days
from region_in_force
