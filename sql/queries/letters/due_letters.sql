-- Everybody whose next step is a letter, with what the letter needs and the batch it goes into.
select
    letter_batch.letter_batch_id,
    plan_item.provider_code,
    plan_item.person_id,
    plan_item.practice_code,
    plan_item.episode_id,
    plan_item.round,
    plan_item.next_step as step,
    letter_batch.template_sha256,
    covering.practice_name,
    registration.title,
    registration.given_name,
    registration.family_name,
    registration.preferred_name,
    registration.address_1,
    registration.address_2,
    registration.address_3,
    registration.address_4,
    registration.address_5,
    registration.postcode
from plan_item
inner join letter_batch
    on
        plan_item.as_of = letter_batch.as_of
        and plan_item.provider_code = letter_batch.provider_code
        and letter_batch.state = 'drafted'
inner join unnest(cast(:steps as text[]), cast(:templates as text[])) as written (step, template)
    on plan_item.next_step = written.step and letter_batch.template = written.template
inner join practice_on(cast(:as_of as date)) as covering on plan_item.practice_code = covering.practice_code
inner join registration
    on
        plan_item.practice_code = registration.practice_code
        and plan_item.person_id = registration.person_id
where
    plan_item.as_of = cast(:as_of as date)
    and plan_item.disposition = 'listed'
order by plan_item.provider_code, plan_item.person_id
