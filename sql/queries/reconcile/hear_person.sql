-- The current register takes the row that was staged, every column of it.
insert into registration
select heard.*
from landed_person
inner join extract on landed_person.extract_id = extract.extract_id
cross join
    lateral jsonb_populate_record(
        cast(null as registration),
        to_jsonb(landed_person)
        || jsonb_build_object('practice_code', extract.practice_code, 'state', 'registered')
    ) as heard
where landed_person.extract_id = :extract_id and landed_person.person_id = :person_id
