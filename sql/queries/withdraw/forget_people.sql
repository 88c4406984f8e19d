-- People whom no other extract knows, and nothing that happened meanwhile refers to.
delete from person
where
    first_extract_id is null
    and not exists (
        select 1
        from registration
        where registration.person_id = person.person_id
    )
    and not exists (
        select 1
        from observation
        where observation.person_id = person.person_id
    )
    and not exists (
        select 1
        from recall_status
        where recall_status.person_id = person.person_id
    )
    and not exists (
        select 1
        from episode
        where episode.person_id = person.person_id
    )
    and not exists (
        select 1
        from plan_item
        where plan_item.person_id = person.person_id
    )
    and not exists (
        select 1
        from worklist_item
        where worklist_item.person_id = person.person_id
    )
    and not exists (
        select 1
        from contact_attempt
        where contact_attempt.person_id = person.person_id
    )
    and not exists (
        select 1
        from working_with
        where working_with.person_id = person.person_id
    )
    and not exists (
        select 1
        from health_plan
        where health_plan.person_id = person.person_id
    )
    and not exists (
        select 1
        from follow_up
        where follow_up.person_id = person.person_id
    )
