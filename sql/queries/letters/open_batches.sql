-- The batch of a provider and day that drafts belong to: a new one once the last was released.
insert into letter_batch (letter_batch_id, as_of, provider_code, template, template_sha256, state)
select
    'b' || left(
        encode(
            sha256(
                convert_to(
                    due.provider_code || cast(:as_of as text) || :template || cast(
                        (
                            select count(*)
                            from letter_batch
                            where
                                letter_batch.as_of = cast(:as_of as date)
                                and letter_batch.provider_code = due.provider_code
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
    :template,
    :template_sha256,
    'drafted'
from (
    select distinct provider_code
    from plan_item
    where as_of = cast(:as_of as date) and disposition = 'listed' and next_step = 'letter'
) as due
on conflict (letter_batch_id) do update
    set template_sha256 = excluded.template_sha256
