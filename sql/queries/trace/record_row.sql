-- What became of one row of an answer.
insert into trace_answer (
    file_sha256, line_no, trace_id, person_id, traced_on, is_found, practice_code, found_nhs_number, fate, reason,
    taken_on
)
values (
    :file_sha256,
    :line_no,
    :trace_id,
    :person_id,
    cast(:traced_on as date),
    :is_found,
    :practice_code,
    :found_nhs_number,
    :fate,
    :reason,
    :taken_on
)
