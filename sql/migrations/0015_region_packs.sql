-- What a pack holds beside who covers whom: dated rules, partners, phases, venues, services; a region not live yet.

-- Columns of a view cannot be taken away: what reads the region in force is made again, as it was.
drop view region_capacity;
drop view region_partner_share;
drop view region_local_plan;
drop view regional_practice;
drop view regional_pcn;
drop view region_coverage;
drop view region_provider;
drop view region_pcn;
drop view region_place;
drop view region_in_force;

-- live_from is null where nobody has said when the service begins: then nobody is covered.
create view region_in_force as
select
    region_version_id,
    region_code,
    name,
    content,
    cast(content ->> 'live_from' as date) as live_from,
    cast(content -> 'contact_policy' ->> 'days_after_letter' as integer) as days_after_letter,
    cast(content -> 'contact_policy' ->> 'minimum_days_between_contacts' as integer)
        as minimum_days_between_contacts,
    cast(content -> 'contact_policy' ->> 'maximum_attempts' as integer) as maximum_attempts,
    cast(content -> 'register' ->> 'too_old_after_days' as integer) as register_too_old_after_days
from region_version
where loaded_order = (select max(latest.loaded_order) from region_version as latest);

create view region_place as
select
    listed.place_code,
    listed.name
from region_in_force as region
cross join lateral jsonb_to_recordset(region.content -> 'places') as listed (place_code text, name text);

create view region_pcn as
select
    listed.pcn_code,
    listed.name,
    listed.sub_icb_code,
    listed.place_code,
    listed.status,
    listed.note
from region_in_force as region
cross join lateral jsonb_to_recordset(region.content -> 'pcns') as listed (
    pcn_code text, name text, sub_icb_code text, place_code text, status text, note text
);

create view region_provider as
select
    listed.provider_code,
    listed.name,
    listed.outward_name,
    listed.phone,
    listed.return_address,
    listed.capacity_a_day
from region_in_force as region
cross join lateral jsonb_to_recordset(region.content -> 'providers') as listed (
    provider_code text, name text, outward_name text, phone text, return_address jsonb, capacity_a_day integer
);

-- level 3 names a practice (and may name the place it lies in), 2 a PCN, 1 a place.
create view region_coverage as
select
    listed.provider_code,
    case when listed.practice_code is not null then 3 when listed.pcn_code is not null then 2 else 1 end as level,
    listed.place_code,
    listed.pcn_code,
    listed.practice_code,
    listed.from_on,
    listed.to_on,
    listed.status,
    listed.note
from region_in_force as region
cross join lateral jsonb_to_recordset(region.content -> 'coverage') as listed (
    provider_code text,
    place_code text,
    pcn_code text,
    practice_code text,
    from_on date,
    to_on date,
    status text,
    note text
);

-- National files hold all of England: reports speak of the sub-ICBs of the region in force, and of
-- everything where no region is loaded. An organisation without a sub-ICB is never left out.
create view regional_pcn as
select pcn.*
from pcn
where
    pcn.sub_icb_code is null
    or pcn.sub_icb_code in (select region.sub_icb_code from region_pcn as region)
    or not exists (select 1 from region_pcn);

create view regional_practice as
select practice.*
from practice
where
    practice.sub_icb_code is null
    or practice.sub_icb_code in (select region.sub_icb_code from region_pcn as region)
    or not exists (select 1 from region_pcn);

-- What is agreed with a PCN between two dates: for how many weeks after a practice's own invitation nobody is
-- contacted, and how many people a day the provider takes on there, at most and at least.
create view region_local_plan as
select
    listed.pcn_code,
    listed.from_on,
    listed.to_on,
    listed.weeks_after_invitation,
    listed.capacity_a_day,
    listed.floor_a_day,
    listed.status,
    listed.note
from region_in_force as region
cross join lateral jsonb_to_recordset(coalesce(region.content -> 'local_plans', '[]')) as listed (
    pcn_code text,
    from_on date,
    to_on date,
    weeks_after_invitation integer,
    capacity_a_day integer,
    floor_a_day integer,
    status text,
    note text
);

-- Which partner works for the provider in a PCN, and for what share of its people.
create view region_partner_share as
select
    listed.pcn_code,
    listed.partner_code,
    listed.share_percent,
    listed.from_on,
    listed.to_on,
    listed.status,
    listed.note
from region_in_force as region
cross join lateral jsonb_to_recordset(coalesce(region.content -> 'partner_shares', '[]')) as listed (
    pcn_code text,
    partner_code text,
    share_percent integer,
    from_on date,
    to_on date,
    status text,
    note text
);

-- How many people a day a provider and its partners can have on a list; null: nobody said.
create view region_capacity as
select
    provider.provider_code,
    cast(null as text) as partner_code,
    provider.capacity_a_day
from region_in_force as region
cross join
    lateral jsonb_to_recordset(region.content -> 'providers')
        as provider (
            provider_code text, capacity_a_day integer
        )
union all
select
    partner.provider_code,
    partner.partner_code,
    partner.capacity_a_day
from region_in_force as region
cross join
    lateral jsonb_to_recordset(region.content -> 'partners')
        as partner (
            provider_code text, partner_code text, capacity_a_day integer
        )
-- A partner of a version that was loaded before partners had codes would read as its provider.
where partner.partner_code is not null;

-- The rules of the region in force by the day each begins; a pack of the days of one rule has that one.
create view region_rule as
select
    listed.effective_from,
    listed.years_without_check,
    listed.minimum_age,
    listed.includes_hard_to_reach,
    listed.confirmation_days
from region_in_force as region
cross join lateral jsonb_to_recordset(
    coalesce(region.content -> 'rules', jsonb_build_array(region.content -> 'rule'))
) as listed (
    effective_from date,
    years_without_check integer,
    minimum_age integer,
    includes_hard_to_reach boolean,
    confirmation_days integer
);

-- partner_code is null in a version that was loaded before partners had codes.
create view region_partner as
select
    listed.partner_code,
    listed.name,
    listed.provider_code,
    listed.capacity_a_day
from region_in_force as region
cross join lateral jsonb_to_recordset(region.content -> 'partners') as listed (
    partner_code text, name text, provider_code text, capacity_a_day integer
);

-- A venue's clinic days: one row for each weekday or date.
create view region_venue as
select
    listed.venue_code,
    listed.name,
    listed.pcn_code,
    listed.address,
    listed.postcode,
    listed.weekday,
    listed.held_on,
    listed.opens_at,
    listed.closes_at,
    listed.status,
    listed.note
from region_in_force as region
cross join lateral jsonb_to_recordset(coalesce(region.content -> 'venues', '[]')) as listed (
    venue_code text,
    name text,
    pcn_code text,
    address text,
    postcode text,
    weekday text,
    held_on date,
    opens_at time,
    closes_at time,
    status text,
    note text
);

-- What people can be pointed to in a place, or anywhere in the region where place_code is null. `only_through` says
-- who alone may ask for it.
create view region_service as
select
    listed.service_code,
    listed.place_code,
    listed.name,
    listed.what,
    listed.how_to_reach,
    listed.only_through,
    listed.status,
    listed.note
from region_in_force as region
cross join lateral jsonb_to_recordset(coalesce(region.content -> 'services', '[]')) as listed (
    service_code text,
    place_code text,
    name text,
    what text,
    how_to_reach text,
    only_through text,
    status text,
    note text
);

-- One row for every known practice: its PCN, place and provider on a day, and why it is covered or not.
-- A practice with no provider is never given one by default.
create or replace function practice_on(as_of date)
returns table (
    practice_code text,
    practice_name text,
    pcn_code text,
    pcn_name text,
    place_code text,
    place_name text,
    provider_code text,
    coverage_state text,
    coverage_reason text
)
language sql stable as $$
with membership as (
    select
        held.practice_code,
        held.pcn_code,
        listed.pcn_code is not null as is_in_region,
        listed.place_code,
        coalesce(known.name, listed.name) as pcn_name,
        row_number() over (partition by held.practice_code order by held.from_on desc, held.pcn_code) as choice
    from practice_pcn as held
    left join pcn as known on held.pcn_code = known.pcn_code
    left join region_pcn as listed on held.pcn_code = listed.pcn_code
    where held.from_on <= as_of and (held.to_on is null or held.to_on >= as_of)
),

cover as materialized (
    select
        given.*,
        given.from_on <= as_of and (given.to_on is null or given.to_on >= as_of) as is_in_force
    from region_coverage as given
),

reach as (
    select
        given.practice_code,
        cast(null as text) as pcn_code,
        given.level,
        given.provider_code,
        given.from_on,
        given.is_in_force
    from cover as given
    where given.level = 3
    union all
    select
        membership.practice_code,
        membership.pcn_code,
        given.level,
        given.provider_code,
        given.from_on,
        given.is_in_force
    from membership
    inner join cover as given
        on (given.level = 2 and given.pcn_code = membership.pcn_code)
        or (given.level = 1 and given.place_code = membership.place_code)
),

-- The practice's own rows speak alone; otherwise each of its PCNs speaks through its most specific row.
strongest as (
    select
        reach.practice_code,
        reach.provider_code,
        reach.level,
        max(reach.level) over (partition by reach.practice_code) as practice_level,
        max(reach.level) over (partition by reach.practice_code, reach.pcn_code) as pcn_level
    from reach
    where reach.is_in_force
),

decided as (
    select
        strongest.practice_code,
        count(distinct strongest.provider_code) as providers,
        min(strongest.provider_code) as provider_code
    from strongest
    where strongest.level = strongest.pcn_level and (strongest.practice_level < 3 or strongest.level = 3)
    group by strongest.practice_code
),

own_place as (
    select distinct on (given.practice_code)
        given.practice_code,
        given.place_code
    from cover as given
    where given.level = 3 and given.place_code is not null
    order by given.practice_code, given.is_in_force desc, given.from_on desc
),

reasoned as (
    select
        practice.practice_code,
        practice.name as practice_name,
        membership.pcn_code,
        membership.pcn_name,
        coalesce(own_place.place_code, membership.place_code) as place_code,
        case when decided.providers = 1 and region.live_from <= as_of then decided.provider_code end
            as provider_code,
        case
            when decided.providers > 1 then 'two_providers'
            -- A region without a first day is not live on any.
            when decided.providers = 1 and coalesce(region.live_from > as_of, true) then 'not_yet_live'
            when
                decided.providers = 1
                and not exists (
                    select 1 from sharing_agreement as agreed
                    where
                        agreed.practice_code = practice.practice_code
                        and agreed.provider_code = decided.provider_code
                        and agreed.from_on <= as_of
                        and (agreed.to_on is null or agreed.to_on >= as_of)
                )
                then 'no_agreement'
            when decided.providers = 1 then 'covered'
            when exists (
                select 1 from reach
                where reach.practice_code = practice.practice_code and reach.from_on > as_of
            ) then 'not_yet_live'
            when membership.pcn_code is null then 'practice_unknown_pcn'
            when not membership.is_in_region then 'pcn_not_in_region'
            else 'no_provider'
        end as coverage_reason
    from practice
    left join membership on practice.practice_code = membership.practice_code and membership.choice = 1
    left join decided on practice.practice_code = decided.practice_code
    left join own_place on practice.practice_code = own_place.practice_code
    left join region_in_force as region on true
)

select
    reasoned.practice_code,
    reasoned.practice_name,
    reasoned.pcn_code,
    reasoned.pcn_name,
    reasoned.place_code,
    place.name,
    reasoned.provider_code,
    case
        when reasoned.coverage_reason in ('covered', 'no_agreement') then reasoned.coverage_reason
        else 'uncovered'
    end,
    reasoned.coverage_reason
from reasoned
left join region_place as place on reasoned.place_code = place.place_code
$$;
