-- A run of the same day decides the day's reminders anew: a register may have arrived since.
delete from practice_reminder
where first_as_of = :as_of
