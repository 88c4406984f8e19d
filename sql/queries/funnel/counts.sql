-- How many came how far and in how many days (medians of those of whom both days are on record): of everybody, of each
-- provider and of each network. Blank: covered by nobody, in no network; null: all of them together.
with member as (
    select
        way.*,
        coalesce(placed.provider_code, '') as provider_code,
        coalesce(placed.pcn_code, '') as pcn_code,
        coalesce(placed.pcn_name, '') as pcn_name,
        array_position(
            array['overdue', 'contacted', 'reached', 'booked', 'attended', 'complete', 'plan', 'confirmed'],
            way.furthest
        ) as stage
    from funnel_on(cast(:as_of as date), cast(:reached as text[])) as way
    left join practice_on(cast(:as_of as date)) as placed on way.practice_code = placed.practice_code
)

select
    case when grouping(provider_code) = 0 then provider_code end as provider_code,
    case when grouping(pcn_code) = 0 then pcn_code end as pcn_code,
    case when grouping(pcn_code) = 0 then max(pcn_name) else '' end as pcn_name,
    count(*) as overdue,
    count(*) filter (where stage >= 2) as contacted,
    count(*) filter (where stage >= 3) as reached,
    count(*) filter (where stage >= 4) as booked,
    count(*) filter (where stage >= 5) as attended,
    count(*) filter (where stage >= 6) as complete,
    count(*) filter (where plan_on is not null) as plan,
    count(*) filter (where confirmed_on is not null) as confirmed,
    count(*) filter (where ended_on is not null and confirmed_on is null) as ended_otherwise,
    percentile_disc(0.5) within group (order by contacted_on - opened_on)
    filter (where contacted_on >= opened_on) as days_to_contacted,
    percentile_disc(0.5) within group (order by reached_on - contacted_on)
    filter (where reached_on >= contacted_on) as days_to_reached,
    percentile_disc(0.5) within group (order by booked_on - reached_on)
    filter (where booked_on >= reached_on) as days_to_booked,
    percentile_disc(0.5) within group (order by attended_on - booked_on)
    filter (where attended_on >= booked_on) as days_to_attended,
    percentile_disc(0.5) within group (order by complete_on - attended_on)
    filter (where complete_on >= attended_on) as days_to_complete,
    percentile_disc(0.5) within group (order by plan_on - complete_on)
    filter (where plan_on >= complete_on) as days_to_plan,
    percentile_disc(0.5) within group (order by confirmed_on - complete_on)
    filter (where confirmed_on >= complete_on) as days_to_confirmed
from member
group by grouping sets ((provider_code, pcn_code), (provider_code), ())
order by provider_code nulls first, pcn_code nulls first
