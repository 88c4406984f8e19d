-- Who has waited for what longer than allowed, since when. Somebody who is stopped today waits for nobody's work; a
-- reported check is asked about all the same.
with contact as materialized (
    select known.*
    from contacts_known_on(cast(:as_of as date)) as known
),

newest as (
    select
        contact.episode_id,
        max(contact.contacted_on) as contacted_on,
        max(contact.contacted_on) filter (
            where contact.outcome = any(cast(:reached as text[])) or contact.outcome = 'not_attended'
        ) as told_on,
        max(contact.contacted_on) filter (where contact.outcome = 'please_book') as please_book_on,
        max(contact.contacted_on) filter (
            where contact.outcome in ('check_done', 'already_done_elsewhere')
        ) as reported_on
    from contact
    group by contact.episode_id
),

way as materialized (
    select
        open_way.person_id,
        open_way.practice_code,
        open_way.episode_id,
        open_way.opened_on,
        open_way.ended_on,
        coalesce(planned.disposition in ('stopped', 'practice_only'), false) as is_stopped
    from funnel_on(cast(:as_of as date), cast(:reached as text[])) as open_way
    left join plan_item as planned
        on open_way.person_id = planned.person_id and planned.as_of = cast(:as_of as date)
),

waiting as (
    select
        case when planned.next_step = any(cast(:letters as text[])) then 'letter_not_released' else 'listed_without_word' end
            as kind,
        way.person_id,
        way.practice_code,
        min(worklist.as_of) as since
    from way
    inner join plan_item as planned
        on
            way.person_id = planned.person_id
            and planned.as_of = cast(:as_of as date)
            and planned.disposition = 'listed'
    inner join worklist_item on way.person_id = worklist_item.person_id and not worklist_item.is_withdrawn
    inner join worklist on worklist_item.worklist_id = worklist.worklist_id
    left join newest on way.episode_id = newest.episode_id
    where
        worklist.as_of between way.opened_on and cast(:as_of as date)
        and worklist.as_of > coalesce(newest.contacted_on, '-infinity')
    group by way.person_id, way.practice_code, planned.next_step
    having
        count(distinct worklist.as_of) > case
            when planned.next_step = any(cast(:letters as text[])) then cast(:letter_not_released as integer)
            else cast(:listed_without_word as integer)
        end
    union all
    select
        'booking_not_made',
        way.person_id,
        way.practice_code,
        newest.please_book_on
    from way
    inner join newest on way.episode_id = newest.episode_id
    where
        way.ended_on is null
        and not way.is_stopped
        and newest.please_book_on = newest.told_on
        and newest.please_book_on < cast(:as_of as date) - cast(:booking_not_made as integer)
    union all
    select
        'appointment_without_word',
        way.person_id,
        way.practice_code,
        max(appointment.held_on)
    from way
    inner join newest on way.episode_id = newest.episode_id
    inner join contact on way.episode_id = contact.episode_id
    inner join appointment on contact.contact_attempt_id = appointment.contact_attempt_id
    where
        way.ended_on is null
        and not way.is_stopped
        and (appointment.state = 'booked' or appointment.state_on > cast(:as_of as date))
    group by way.person_id, way.practice_code, newest.told_on
    having
        max(appointment.held_on) < cast(:as_of as date) - cast(:appointment_without_word as integer)
        and newest.told_on < max(appointment.held_on)
    union all
    select
        'check_not_confirmed',
        way.person_id,
        way.practice_code,
        newest.reported_on
    from way
    inner join newest on way.episode_id = newest.episode_id
    where
        way.ended_on is null
        and newest.reported_on < cast(:as_of as date) - cast(:check_not_confirmed as integer)
    union all
    select
        'plan_not_agreed',
        follow_up.person_id,
        follow_up.practice_code,
        follow_up.due_on
    from follow_up
    where
        follow_up.as_of = cast(:as_of as date)
        and follow_up.step = 'agree_plan'
        and follow_up.due_on < cast(:as_of as date) - cast(:plan_not_agreed as integer)
    union all
    select
        'review_not_held',
        plan.person_id,
        coalesce(status.practice_code, plan.practice_code),
        plan.review_on
    from health_plan as plan
    left join statuses_known_on(cast(:as_of as date)) as status on plan.person_id = status.person_id
    where
        plan.taken_on <= cast(:as_of as date)
        and coalesce(plan.ended_on > cast(:as_of as date), true)
        -- A look up to four weeks before the day is the look that was due.
        and coalesce(plan.reviewed_on not between plan.review_on - 28 and cast(:as_of as date), true)
        and plan.review_on < cast(:as_of as date) - cast(:review_not_held as integer)
        and coalesce(status.status not in ('died', 'left', 'superseded_number'), false)
)

select
    waiting.kind,
    coalesce(placed.provider_code, '') as provider_code,
    coalesce(placed.pcn_code, '') as pcn_code,
    coalesce(placed.pcn_name, '') as pcn_name,
    waiting.person_id,
    waiting.since
from waiting
left join practice_on(cast(:as_of as date)) as placed on waiting.practice_code = placed.practice_code
order by waiting.kind, waiting.since, waiting.person_id
