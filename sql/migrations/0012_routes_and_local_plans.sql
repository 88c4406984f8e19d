-- By which route the service is for somebody, what else the rule says of them, and what is agreed with each network.

-- `outreach_route` is null for whom the service is not (now): the plan is made of everybody who has one.
alter table recall_status
add column outreach_route text check (outreach_route in ('no_check_in_years', 'hard_to_reach')),
add column last_check_done_on date,
add column last_blood_pressure_on date,
add column out_of_date_elements text[] not null default '{}',
add column declined_elements text[] not null default '{}',
add column is_counted_nationally boolean not null default false,
add column is_counted_by_qof boolean not null default false;

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
cross join lateral jsonb_to_recordset(region.content -> 'partners') as partner (
    provider_code text, partner_code text, capacity_a_day integer
);
