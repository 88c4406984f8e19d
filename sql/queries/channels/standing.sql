-- The refusals of a channel that stand for somebody on a day.
select channel_refusal_id
from channel_refusal
where
    person_id = any(cast(:person_ids as text[]))
    and channel = :channel
    and from_on <= cast(:as_of as date)
    and lifted_on is null
order by from_on, channel_refusal_id
for update
