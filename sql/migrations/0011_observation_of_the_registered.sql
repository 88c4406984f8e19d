-- Results by the million are checked against people by the one statement that writes them, not row by row.

-- Only reconcile/apply_observations writes here, and joins the register, whose people have the key.
alter table observation drop constraint observation_person_id_fkey;
