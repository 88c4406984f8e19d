-- The batch of a provider, day and template that drafts belong to: a new one once the last was released.
insert into letter_batch (letter_batch_id, as_of, provider_code, template, template_sha256, state)
select
    'b' || left(
        encode(
            sha256(
                convert_to(
                    due.provider_code || cast(:as_of as text) || due.template || cast(
                        (
                            select count(*)
                            from letter_batch
                            where
                                letter_batch.as_of = cast(:as_of as date)
                                and letter_batch.provider_code = due.provider_code
                                and letter_batch.template = due.template
                                and letter_batch.state = 'released'
                        ) as text
                    ),
                    'UTF8'
                )
            ),
            'hex'
        ),
        16
    ),
    cast(:as_of as date),
    due.provider_code,
    due.template,
    due.template_sha256,
    'drafted'
from (
    select distinct
        plan_item.provider_code,
        written.template,
        written.template_sha256
    from plan_item
    inner join (
        select
            unnest(cast(:steps as text[])) as step,
            unnest(cast(:templates as text[])) as template,
            unnest(cast(:sha256s as text[])) as template_sha256
    ) as written
        on plan_item.next_step = written.step
    where plan_item.as_of = cast(:as_of as date) and plan_item.disposition = 'listed'
) as due
on conflict (letter_batch_id) do update
    set template_sha256 = excluded.template_sha256
