-- What people decided is carried out.
update staged_decision
set is_carried_out = true
where not is_carried_out
