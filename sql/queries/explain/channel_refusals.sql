-- Channels somebody refused, lifted refusals too, as known on a day.
select
    channel_refusal_id,
    channel,
    from_on,
    said_by,
    source,
    case when lifted_on <= cast(:as_of as date) then lifted_on end as lifted_on,
    lifted_by,
    lifted_why
from channel_refusal
where person_id = :person_id and from_on <= cast(:as_of as date)
order by from_on, channel_refusal_id
