-- The batches waiting for somebody's approval, locked against a second release.
select
    letter_batch_id,
    as_of,
    provider_code,
    template
from letter_batch
where state = 'drafted'
order by as_of, provider_code
for update
