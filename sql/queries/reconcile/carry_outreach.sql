-- What was said of somebody under an old NHS number holds under the new one: what to mind, which ways they refuse,
-- who works with them, their plan. Appointments and checks belong to their contacts and go with them.
with joined as (
    select
        same_person.person_id as was,
        same_person.is_now
    from same_person
    where same_person.person_id <> same_person.is_now
),

notes as (
    update contact_note
    set person_id = joined.is_now
    from joined
    where contact_note.person_id = joined.was
),

refusals as (
    update channel_refusal
    set person_id = joined.is_now
    from joined
    where channel_refusal.person_id = joined.was
),

risks as (
    update visit_risk
    set person_id = joined.is_now
    from joined
    where visit_risk.person_id = joined.was
),

workers as (
    update working_with
    set person_id = joined.is_now
    from joined
    where working_with.person_id = joined.was
)

update health_plan
set person_id = joined.is_now
from joined
where health_plan.person_id = joined.was
