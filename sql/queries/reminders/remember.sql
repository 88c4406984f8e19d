-- One reminder a missed period; says so by a row only where there was none.
insert into practice_reminder (practice_code, due_on, last_extract_on, first_as_of)
values (:practice_code, :due_on, :last_extract_on, :as_of)
on conflict do nothing
