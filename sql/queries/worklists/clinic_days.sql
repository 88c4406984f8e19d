-- Where and when somebody can be seen: weekdays, and dates from a day on.
select
    pcn_code,
    name as venue,
    address || ', ' || postcode as address,
    coalesce(weekday || 's', to_char(held_on, 'DD/MM/YYYY'))
    || ' ' || to_char(opens_at, 'HH24:MI') || ' to ' || to_char(closes_at, 'HH24:MI') as "when"
from region_venue
where held_on is null or held_on >= cast(:as_of as date)
order by
    name,
    array_position(
        array['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'], weekday
    ),
    held_on,
    opens_at
