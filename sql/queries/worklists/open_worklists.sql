-- One list a provider and day, for every provider with somebody listed or something due after a check.
insert into worklist (worklist_id, as_of, provider_code)
select
    'd' || left(encode(sha256(convert_to(due.provider_code || cast(due.as_of as text), 'UTF8')), 'hex'), 16),
    due.as_of,
    due.provider_code
from (
    select
        plan_item.as_of,
        plan_item.provider_code
    from plan_item
    where plan_item.as_of = :as_of and plan_item.disposition = 'listed'
    union
    select
        follow_up.as_of,
        follow_up.provider_code
    from follow_up
    where follow_up.as_of = :as_of
) as due
on conflict do nothing
