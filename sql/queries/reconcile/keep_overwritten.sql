-- Keeps what the register said of the people about to change, only in the columns that change.
insert into overwritten_registration (extract_id, person_id, said)
select distinct on (register_change.extract_id, register_change.person_id)
    register_change.extract_id,
    register_change.person_id,
    jsonb_build_object('extract_id', registration.extract_id, 'state', registration.state) || coalesce(
        (
            select jsonb_object_agg(held.key, held.value)
            from unnest(register_change.columns) as changed (name)
            cross join lateral jsonb_each(to_jsonb(registration.*)) as held
            where changed.name = held.key
        ),
        '{}'
    )
from register_change
inner join extract on register_change.extract_id = extract.extract_id
inner join registration
    on
        extract.practice_code = registration.practice_code
        and register_change.person_id = registration.person_id
where extract.fate = 'reconciling' and register_change.change in ('changed', 'returned', 'left')
order by
    register_change.extract_id,
    register_change.person_id,
    -- In a delta somebody may have changed and left: what changed says more.
    cardinality(register_change.columns) desc
