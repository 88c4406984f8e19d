-- What the national demographic trace was asked about somebody and what came back, on or before a day.
select
    trace_request.asked_on,
    trace_request.trace_id,
    trace_answer.taken_on,
    trace_answer.traced_on,
    trace_answer.is_found,
    trace_answer.practice_code
from trace_request
left join trace_answer
    on
        trace_request.trace_id = trace_answer.trace_id
        and trace_answer.fate = 'taken'
        and trace_answer.taken_on <= cast(:as_of as date)
where trace_request.person_id = :person_id and trace_request.asked_on <= cast(:as_of as date)
order by trace_request.asked_on, trace_request.trace_id, trace_answer.traced_on
