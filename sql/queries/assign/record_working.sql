-- Who works with somebody from a day on, as a named person of the provider decided; under the NHS number in force.
with whoever as (
    select coalesce(max(same_person.is_now), min(known.person_id)) as person_id
    from unnest(cast(:person_ids as text[])) as known (person_id)
    left join same_person on known.person_id = same_person.person_id
)

insert into working_with (
    working_with_id, person_id, provider_code, partner_code, worker_code, from_on, said_by, why
)
select
    'k' || left(
        encode(
            sha256(
                convert_to(
                    whoever.person_id || :provider_code || cast(cast(:as_of as date) as text) || cast(
                        (
                            select count(*)
                            from working_with as past
                            where past.person_id = whoever.person_id
                        ) as text
                    ),
                    'UTF8'
                )
            ),
            'hex'
        ),
        16
    ),
    whoever.person_id,
    :provider_code,
    cast(:partner_code as text),
    cast(:worker_code as text),
    cast(:as_of as date),
    :said_by,
    :why
from whoever
