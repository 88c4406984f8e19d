-- Which partner works with whom: each of a network's partners has a stretch of a hundred, in the order of their codes
-- and as long as its share, and a person's keyed hash falls into one of them, the same every day. What no partner has
-- is the provider's own. Whoever was contacted stays where they are.
with stretch as (
    select
        share.pcn_code,
        share.partner_code,
        working.provider_code,
        sum(share.share_percent) over so_far - share.share_percent as from_percent,
        sum(share.share_percent) over so_far as to_percent
    from region_partner_share as share
    inner join region_capacity as working on share.partner_code = working.partner_code
    where
        coalesce(share.from_on, '-infinity') <= cast(:as_of as date)
        and coalesce(share.to_on, 'infinity') >= cast(:as_of as date)
    window so_far as (
        partition by working.provider_code, share.pcn_code
        order by share.partner_code collate "C"
        rows between unbounded preceding and current row
    )
),

drawn as (
    select
        plan_item.person_id,
        plan_item.provider_code,
        plan_item.pcn_code,
        (
            65536 * get_byte(hashed.bytes, 0) + 256 * get_byte(hashed.bytes, 1) + get_byte(hashed.bytes, 2)
        ) % 100 as percent
    from plan_item
    cross join lateral (select sha256(convert_to(plan_item.person_id, 'UTF8')) as bytes) as hashed
    where
        plan_item.as_of = cast(:as_of as date)
        and plan_item.pcn_code in (select stretch.pcn_code from stretch)
        and not exists (
            select 1
            from stays_with_on(cast(:as_of as date)) as kept
            where kept.person_id = plan_item.person_id and kept.provider_code = plan_item.provider_code
        )
)

update plan_item
set partner_code = stretch.partner_code
from drawn
inner join stretch
    on
        drawn.provider_code = stretch.provider_code
        and drawn.pcn_code = stretch.pcn_code
        and drawn.percent >= stretch.from_percent
        and drawn.percent < stretch.to_percent
where plan_item.as_of = cast(:as_of as date) and plan_item.person_id = drawn.person_id
