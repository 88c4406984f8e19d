-- What each extract of the round changes on the register: new, returned, or changed with the columns' names.
insert into register_change (extract_id, person_id, change, columns)
select
    landed_person.extract_id,
    landed_person.person_id,
    case
        when registration.person_id is null then 'new'
        when registration.state = 'left' then 'returned'
        else 'changed'
    end,
    coalesce(difference.columns, '{}')
from landed_person
inner join extract on landed_person.extract_id = extract.extract_id
left join registration
    on
        extract.practice_code = registration.practice_code
        and landed_person.person_id = registration.person_id
left join lateral (
    select array_agg(said.key order by said.key) as columns
    from jsonb_each(to_jsonb(landed_person)) as said
    inner join jsonb_each(to_jsonb(registration)) as held on said.key = held.key
    where
        said.value <> held.value
        and said.key <> 'extract_id'
        and registration.person_id is not null
        -- Asked once a person: whoever is as before, and that is nearly everybody, is not taken apart.
        and to_jsonb(landed_person) - array['extract_id', 'part', 'line_no', 'warnings']
        <> to_jsonb(registration) - array['extract_id', 'practice_code', 'state']
) as difference on true
where
    extract.fate = 'reconciling'
    and not exists (
        select 1
        from staged_change
        where
            staged_change.extract_id = landed_person.extract_id
            and staged_change.person_id = landed_person.person_id
    )
    and (registration.person_id is null or registration.state = 'left' or difference.columns is not null)
on conflict do nothing
