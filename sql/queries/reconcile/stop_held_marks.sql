-- A stop mark counts even in a held file: until a person says otherwise, nobody marked in it is contacted. A file
-- that a newer one has overtaken is spoken for by that one.
insert into stop (stop_id, person_id, reason, source, said_by, from_on)
select
    's' || left(
        encode(sha256(convert_to(extract.extract_id || landed_person.person_id || mark.reason, 'UTF8')), 'hex'), 16
    ),
    landed_person.person_id,
    mark.reason,
    'held extract ' || extract.extract_id,
    'practice',
    extract.extract_on
from extract
inner join landed_person on extract.extract_id = landed_person.extract_id
cross join
    lateral (
        values
        ('died', landed_person.is_dead),
        ('is_restricted', landed_person.is_restricted),
        ('is_not_to_be_shared', landed_person.is_not_to_be_shared),
        ('refuses_outreach', landed_person.refuses_outreach)
    ) as mark (reason, is_set)
where
    extract.fate = 'held'
    and extract.fate_reason <> 'older_than_accepted'
    and mark.is_set
on conflict do nothing
