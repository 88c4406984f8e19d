-- Stop marks of a register's row that makes way for one without them: settling who somebody is lifts no stop.
insert into stop (stop_id, person_id, reason, source, said_by, from_on)
select
    's' || left(
        encode(sha256(convert_to('kept' || extract.extract_id || registration.person_id || mark.reason, 'UTF8')), 'hex'),
        16
    ),
    registration.person_id,
    mark.reason,
    'register before staged row of extract ' || extract.extract_id,
    'practice',
    extract.extract_on
from extract
inner join registration on extract.practice_code = registration.practice_code
inner join landed_person
    on
        extract.extract_id = landed_person.extract_id
        and registration.person_id = landed_person.person_id
cross join
    lateral (
        values
        ('died', registration.is_dead and not landed_person.is_dead),
        ('is_restricted', registration.is_restricted and not landed_person.is_restricted),
        ('is_not_to_be_shared', registration.is_not_to_be_shared and not landed_person.is_not_to_be_shared),
        ('refuses_outreach', registration.refuses_outreach and not landed_person.refuses_outreach)
    ) as mark (reason, is_set)
where extract.extract_id = :extract_id and registration.person_id = :person_id and mark.is_set
on conflict do nothing
