-- What was asked under these ids, with the practices that have each person now.
select
    trace_request.trace_id,
    trace_request.person_id,
    trace_request.nhs_number,
    array(
        select registration.practice_code
        from registration
        where
            registration.person_id = trace_request.person_id
            and registration.state = 'registered'
            and registration.deregistered_on is null
        order by registration.practice_code
    ) as practices
from trace_request
where trace_request.trace_id = any(cast(:trace_ids as text[]))
