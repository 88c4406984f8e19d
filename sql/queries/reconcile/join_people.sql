-- Two NHS numbers that were decided to be one person's: both, and what was joined to them before, now lead to the
-- newer one.
with decided as (
    select
        person_id as is_now,
        old_person_id
    from staged_decision
    where took = 'same_person' and not is_carried_out
)

insert into same_person (person_id, is_now)
select
    decided.old_person_id,
    decided.is_now
from decided
union
select
    decided.is_now,
    decided.is_now
from decided
union
select
    earlier.person_id,
    decided.is_now
from decided
inner join same_person as known on decided.old_person_id = known.person_id
inner join same_person as earlier on known.is_now = earlier.is_now
on conflict (person_id) do update
    set is_now = excluded.is_now
