-- What each extract said of somebody: where the row stood while its rows are kept, and what it changed.
select
    extract.extract_id,
    extract.practice_code,
    extract.extract_on,
    extract.first_as_of,
    extract.fate,
    extract.fate_reason,
    landed_person.part,
    landed_person.line_no,
    coalesce(landed_person.warnings, '{}') as warnings,
    array_agg(register_change.change order by register_change.change)
    filter (where register_change.change is not null) as changes,
    (
        select array_agg(distinct changed.column_name order by changed.column_name)
        from register_change as said
        cross join lateral unnest(said.columns) as changed (column_name)
        where said.extract_id = extract.extract_id and said.person_id = cast(:person_id as text)
    ) as columns
from extract
left join landed_person
    on extract.extract_id = landed_person.extract_id and landed_person.person_id = cast(:person_id as text)
left join register_change
    on extract.extract_id = register_change.extract_id and register_change.person_id = cast(:person_id as text)
where
    extract.first_as_of <= cast(:as_of as date)
    and (landed_person.person_id is not null or register_change.person_id is not null)
group by extract.extract_id, landed_person.part, landed_person.line_no, landed_person.warnings
order by extract.extract_on, extract.extract_id
