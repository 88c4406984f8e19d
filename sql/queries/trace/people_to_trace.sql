-- Everybody the service is for now, with what the national record needs to find them; of the protected no postcode.
select
    recall_status.person_id,
    person.nhs_number,
    registration.born_on,
    registration.family_name,
    case when protected_person.person_id is null then registration.postcode end as postcode
from recall_status
inner join person on recall_status.person_id = person.person_id
inner join registration
    on
        recall_status.practice_code = registration.practice_code
        and recall_status.person_id = registration.person_id
left join protected_person on recall_status.person_id = protected_person.person_id
where recall_status.to_run_id is null and recall_status.outreach_route is not null
order by recall_status.person_id
