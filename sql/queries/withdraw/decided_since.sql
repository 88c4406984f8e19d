-- How many decisions about a birthday or an NHS number were carried out since, for people of these extracts: what they
-- changed is no before-image, so nothing below them can be undone.
select count(*)
from staged_decision
where
    staged_decision.is_carried_out
    and staged_decision.reason <> 'on_two_registers'
    and staged_decision.decided_on >= :since
    and exists (
        select 1
        from (
            select
                register_change.extract_id,
                register_change.person_id
            from register_change
            union all
            select
                staged_change.extract_id,
                staged_change.person_id
            from staged_change
            union all
            select
                landed_person.extract_id,
                landed_person.person_id
            from landed_person
        ) as told
        where
            told.extract_id = any(cast(:extract_ids as text[]))
            and told.person_id in (staged_decision.person_id, staged_decision.old_person_id)
    )
