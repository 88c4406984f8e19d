-- From the first contact on somebody stays with whoever had them then: the worker of the list that the contact was made
-- from, or those who had them in the plan of the day the letter was written. Whoever has no worker yet gets the one of a
-- later contact.
with made as (
    select distinct on (contact.person_id, contact.provider_code)
        contact.person_id,
        contact.provider_code,
        contact.contacted_on,
        coalesce(contact.partner_code, item.partner_code, planned.partner_code) as partner_code,
        coalesce(contact.worker_code, item.worker_code, planned.worker_code) as worker_code
    from contact_attempt as contact
    inner join episode on contact.episode_id = episode.episode_id and episode.closed_on is null
    left join worklist_item as item on contact.source = item.worklist_item_id
    left join letter on contact.source = letter.letter_id
    left join letter_batch as batch on letter.letter_batch_id = batch.letter_batch_id
    left join plan_item as planned on batch.as_of = planned.as_of and letter.person_id = planned.person_id
    where contact.contacted_on <= cast(:as_of as date) and contact.outcome <> 'entered_in_error'
    order by contact.person_id, contact.provider_code, contact.contacted_on desc, contact.contact_attempt_id
)

insert into working_with (
    working_with_id, person_id, provider_code, partner_code, worker_code, from_on, said_by, why
)
select
    'k' || left(
        encode(
            sha256(
                convert_to(
                    made.person_id || made.provider_code || cast(made.contacted_on as text)
                    || coalesce(made.worker_code, ''),
                    'UTF8'
                )
            ),
            'hex'
        ),
        16
    ),
    made.person_id,
    made.provider_code,
    made.partner_code,
    made.worker_code,
    made.contacted_on,
    'smi-outreach',
    'contacted by them'
from made
left join works_with_on(cast(:as_of as date)) as working
    on made.person_id = working.person_id and made.provider_code = working.provider_code
where
    working.person_id is null
    or (
        working.worker_code is null
        and made.worker_code is not null
        and made.partner_code is not distinct from working.partner_code
    )
on conflict (working_with_id) do nothing
