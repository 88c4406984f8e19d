-- Who of a provider is booked somewhere on a day: the newest item of a list they were on that may still be worked from,
-- null where there is none. Nobody who may not be contacted; nobody is named.
select
    newest.worklist_item_id,
    booked.held_where
from (
    select distinct on (contact.person_id)
        contact.person_id,
        appointment.held_where,
        appointment.held_at
    from appointment
    inner join contact_attempt as contact on appointment.contact_attempt_id = contact.contact_attempt_id
    where
        appointment.state = 'booked'
        and appointment.held_on = cast(:held_on as date)
        and contact.provider_code = :provider_code
        and contact.contacted_on <= cast(:as_of as date)
        and btrim(coalesce(appointment.held_where, '')) <> ''
    order by contact.person_id, contact.contacted_on desc, appointment.appointment_id
) as booked
left join lateral (
    select worklist_item.worklist_item_id
    from worklist_item
    inner join worklist on worklist_item.worklist_id = worklist.worklist_id
    where
        worklist_item.person_id = booked.person_id
        and worklist.provider_code = :provider_code
        and worklist_item.is_handed_over
        and not worklist_item.is_withdrawn
        and worklist.as_of between cast(:as_of as date) - cast(:open_list_days as integer) and cast(:as_of as date)
    order by worklist.as_of desc, worklist_item.worklist_item_id
    limit 1
) as newest on true
where
    not exists (
        select 1
        from decisive_stop_on(cast(:as_of as date)) as stopped
        where stopped.person_id = booked.person_id
    )
order by lpad(booked.held_at, 5, '0'), newest.worklist_item_id
