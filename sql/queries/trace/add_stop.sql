-- A stop said by the national record, once while one like it stands; after a person has lifted it, another.
insert into stop (stop_id, person_id, reason, source, said_by, from_on)
select
    :stop_id,
    :person_id,
    :reason,
    'trace',
    'national record',
    cast(:from_on as date)
where
    not exists (
        select 1
        from stop
        where person_id = :person_id and reason = :reason and source = 'trace' and lifted_on is null
    )
on conflict (stop_id) do nothing
