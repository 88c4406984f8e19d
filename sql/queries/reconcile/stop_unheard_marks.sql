-- A stop mark counts in a staged row too that is settled without being heard: whoever it is said of is not contacted.
insert into stop (stop_id, person_id, reason, source, said_by, from_on)
select
    's' || left(
        encode(sha256(convert_to('staged' || extract.extract_id || landed_person.person_id || mark.reason, 'UTF8')), 'hex'),
        16
    ),
    landed_person.person_id,
    mark.reason,
    'staged row of extract ' || extract.extract_id,
    'practice',
    extract.extract_on
from landed_person
inner join extract on landed_person.extract_id = extract.extract_id
cross join
    lateral (
        values
        ('died', landed_person.is_dead),
        ('is_restricted', landed_person.is_restricted),
        ('is_not_to_be_shared', landed_person.is_not_to_be_shared),
        ('refuses_outreach', landed_person.refuses_outreach)
    ) as mark (reason, is_set)
where landed_person.extract_id = :extract_id and landed_person.person_id = :person_id and mark.is_set
on conflict do nothing
