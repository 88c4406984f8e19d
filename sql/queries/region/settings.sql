-- What does the region in force say of itself: name, first day, waits and limits?
select
    region_version_id,
    region_code,
    name,
    live_from,
    minimum_days_between_contacts,
    maximum_attempts,
    coalesce(cast(content -> 'contact_policy' ->> 'rounds' as integer), 1) as rounds,
    cast(content -> 'contact_policy' ->> 'days_between_rounds' as integer) as days_between_rounds,
    cast(content -> 'contact_policy' ->> 'review_after_days' as integer) as review_after_days,
    register_too_old_after_days
from region_in_force
