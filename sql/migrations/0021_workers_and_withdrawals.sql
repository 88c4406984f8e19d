-- Who works for a provider or a partner, who stays with whom, and since when somebody of a list is not on the next.

-- `withdrawn_reason` holds a code; the worker's words are made of it and of the day until which it holds.
alter table worklist_item
add column withdrawn_on date,
add column withdrawn_until_on date,
-- Only the practice may know the person now: the item is taken back without a name.
add column is_name_withheld boolean not null default false;

create view region_worker as
select
    listed.worker_code,
    listed.name,
    coalesce(listed.provider_code, partner.provider_code) as provider_code,
    listed.partner_code,
    listed.pcn_code,
    listed.from_on,
    listed.to_on,
    listed.status,
    listed.note
from region_in_force as region
cross join
    lateral jsonb_to_recordset(coalesce(region.content -> 'workers', '[]'))
        as listed (
            worker_code text,
            name text,
            partner_code text,
            provider_code text,
            pcn_code text,
            from_on date,
            to_on date,
            status text,
            note text
        )
left join region_partner as partner on listed.partner_code = partner.partner_code;

-- With whom somebody stays on a day. A partner who no longer works for the provider has nobody; a worker whose last day
-- has passed leaves theirs to the partner: nobody stays on a list that is not written.
create function stays_with_on(as_of date)
returns table (person_id text, provider_code text, partner_code text, worker_code text)
language sql
stable
as $$
    select
        working.person_id,
        working.provider_code,
        working.partner_code,
        worker.worker_code
    from works_with_on(as_of) as working
    left join lateral (
        select known.worker_code
        from region_worker as known
        where
            known.worker_code = working.worker_code
            and known.provider_code = working.provider_code
            and known.partner_code is not distinct from working.partner_code
            and known.from_on <= as_of
            and (known.to_on is null or known.to_on >= as_of)
        limit 1
    ) as worker on true
    where
        working.partner_code is null
        or exists (
            select 1
            from region_partner as partner
            where partner.partner_code = working.partner_code and partner.provider_code = working.provider_code
        )
$$;
