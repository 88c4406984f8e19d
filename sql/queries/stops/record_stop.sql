-- A stop that a person recorded, once: the same again changes nothing while it stands; after it was lifted it is a new
-- one.
insert into stop (stop_id, person_id, reason, source, said_by, from_on, until_on)
select
    's' || left(
        encode(
            sha256(
                convert_to(
                    :key || cast(
                        (
                            select count(*)
                            from stop
                            where stop.person_id = :person_id and stop.lifted_on is not null
                        ) as text
                    ),
                    'UTF8'
                )
            ),
            'hex'
        ),
        16
    ),
    :person_id,
    :reason,
    :source,
    :said_by,
    cast(:from_on as date),
    cast(:until_on as date)
on conflict (stop_id) do nothing
returning stop_id
