-- Whom a trace id asks about; the same day asks with the same id.
insert into trace_request (trace_id, person_id, nhs_number, asked_on)
values (:trace_id, :person_id, :nhs_number, :asked_on)
on conflict (trace_id) do nothing
