-- A check that was reported: which parts, by whom, who holds the results. Never a result.
insert into check_report (
    check_report_id, contact_attempt_id, done_on, elements, declined_elements, delivered_by, results_held_by,
    results_sent_on
)
values (
    :check_report_id,
    :contact_attempt_id,
    cast(:done_on as date),
    cast(:elements as text[]),
    cast(:declined_elements as text[]),
    :delivered_by,
    :results_held_by,
    cast(:results_sent_on as date)
)
on conflict (check_report_id) do update
    set
        elements = excluded.elements,
        declined_elements = excluded.declined_elements,
        results_held_by = excluded.results_held_by,
        results_sent_on = excluded.results_sent_on,
        is_in_error = false
