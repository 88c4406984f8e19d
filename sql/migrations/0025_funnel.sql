-- The whole way from overdue to a check the practice confirms, and what on it is older than the policy allows.

-- What everybody overdue must have in a plan: a step for today, a day to wait for, or a reason. These have none.
create view plan_item_without_next as
select
    plan_item.as_of,
    plan_item.person_id,
    plan_item.practice_code
from plan_item
where
    plan_item.disposition_reason = ''
    or (
        plan_item.disposition = 'listed'
        and (
            num_nulls(plan_item.next_step_reason, plan_item.provider_code, plan_item.rank) > 0
            or plan_item.next_step = 'undecided'
        )
    )
    or (plan_item.disposition = 'waiting_until' and plan_item.until_on < plan_item.as_of);

-- The contacts a day knew of. What was taken back since is gone from every day.
create function contacts_known_on(as_of date)
returns setof contact_attempt
language sql
stable
as $$
    select contact_attempt.*
    from contact_attempt
    where
        contact_attempt.outcome <> 'entered_in_error'
        and contact_attempt.contacted_on <= as_of
        and coalesce(contact_attempt.taken_on, contact_attempt.contacted_on) <= as_of
$$;

-- The one home of the funnel's stages. Everybody with an episode that is open on a day or ended in the year up to it,
-- once, by that episode; with the day of each stage that is on record, and the furthest of them. Whoever came so far
-- passed what lies before, on record or not (somebody is checked on the doorstep, unbooked), bar one: a plan is agreed
-- or not, whatever the practice confirms. A check counts as confirmed where the practice's record shows it complete on
-- a day after outreach had begun; checked without us is an end like any other. `reached`: the outcomes of which the
-- person was part.
create function funnel_on(as_of date, reached text[])
returns table (
    person_id text,
    practice_code text,
    episode_id text,
    opened_on date,
    ended_on date,
    end_reason text,
    contacted_on date,
    reached_on date,
    booked_on date,
    attended_on date,
    complete_on date,
    plan_on date,
    confirmed_on date,
    furthest text
)
language sql
stable
as $$
    with known as materialized (
        select
            status.person_id,
            status.practice_code,
            status.status,
            status.outreach_route is not null as is_open,
            began.as_of as known_on
        from statuses_known_on(funnel_on.as_of) as status
        inner join run as began on status.from_run_id = began.run_id
    ),

    latest as materialized (
        select distinct on (episode.person_id)
            episode.person_id,
            episode.episode_id,
            episode.opened_on,
            known.practice_code,
            case when not coalesce(known.is_open, false) then
                coalesce(
                    case when episode.closed_on <= funnel_on.as_of then episode.closed_on end,
                    known.known_on,
                    funnel_on.as_of
                )
            end as ended_on,
            case when not coalesce(known.is_open, false) then
                coalesce(
                    case when episode.closed_on <= funnel_on.as_of then episode.close_reason end,
                    known.status,
                    'no_status'
                )
            end as end_reason
        from episode
        left join known on episode.person_id = known.person_id
        where episode.opened_on <= funnel_on.as_of
        order by
            episode.person_id,
            coalesce(episode.closed_on <= funnel_on.as_of, false),
            episode.opened_on desc,
            episode.episode_id
    ),

    contact as materialized (
        select contact.*
        from contacts_known_on(funnel_on.as_of) as contact
    ),

    tried as (
        select
            contact.episode_id,
            min(contact.contacted_on) as contacted_on,
            min(contact.contacted_on) filter (where contact.outcome = any(funnel_on.reached)) as reached_on,
            min(contact.contacted_on) filter (where contact.outcome = 'booked') as booked_on,
            min(contact.contacted_on) filter (where contact.outcome in ('attended', 'check_done')) as attended_on,
            (array_agg(contact.practice_code order by contact.contacted_on desc))[1] as practice_code
        from contact
        group by contact.episode_id
    ),

    met as (
        select
            contact.episode_id,
            min(contact.contacted_on) as booked_on,
            min(coalesce(appointment.held_on, appointment.state_on)) filter (
                where
                appointment.state = 'attended'
                and coalesce(appointment.state_on, appointment.held_on) <= funnel_on.as_of
            ) as attended_on
        from contact
        inner join appointment on contact.contact_attempt_id = appointment.contact_attempt_id
        where appointment.state <> 'in_error'
        group by contact.episode_id
    ),

    -- Where nobody said which elements were done, all were.
    delivered as (
        select
            contact.episode_id,
            done.element,
            min(coalesce(report.done_on, contact.contacted_on)) as done_on
        from contact
        left join check_report as report on contact.contact_attempt_id = report.contact_attempt_id
        cross join
            lateral unnest(
                coalesce(report.elements, '{blood_pressure, bmi, alcohol, lipids, glucose, smoking}')
            ) as done (element)
        where
            (contact.outcome = 'check_done' or report.check_report_id is not null)
            and not coalesce(report.is_in_error, false)
        group by contact.episode_id, done.element
    ),

    checked as (
        select
            delivered.episode_id,
            min(delivered.done_on) as attended_on,
            case when count(*) = 6 then max(delivered.done_on) end as complete_on
        from delivered
        where delivered.element in ('blood_pressure', 'bmi', 'alcohol', 'lipids', 'glucose', 'smoking')
        group by delivered.episode_id
    ),

    planned as (
        select
            latest.episode_id,
            min(plan.agreed_on) as plan_on
        from latest
        inner join health_plan as plan
            on latest.person_id = plan.person_id and latest.opened_on <= plan.agreed_on
        where
            plan.agreed_on <= funnel_on.as_of
            and plan.taken_on <= funnel_on.as_of
            and plan.end_reason is distinct from 'in_error'
        group by latest.episode_id
    ),

    confirmed as (
        select
            latest.episode_id,
            min(began.as_of) as confirmed_on
        from latest
        inner join tried on latest.episode_id = tried.episode_id
        inner join recall_status as shown on latest.person_id = shown.person_id
        inner join run as began on shown.from_run_id = began.run_id and began.as_of <= funnel_on.as_of
        where
            latest.ended_on is not null
            and shown.status in ('due', 'up_to_date')
            and shown.outreach_route is null
            and shown.last_complete_on >= tried.contacted_on
        group by latest.episode_id
    ),

    member as (
        select
            latest.person_id,
            coalesce(latest.practice_code, tried.practice_code, '') as practice_code,
            latest.episode_id,
            latest.opened_on,
            latest.ended_on,
            latest.end_reason,
            tried.contacted_on,
            tried.reached_on,
            least(tried.booked_on, met.booked_on) as booked_on,
            least(tried.attended_on, met.attended_on, checked.attended_on) as attended_on,
            checked.complete_on,
            planned.plan_on,
            confirmed.confirmed_on
        from latest
        left join tried on latest.episode_id = tried.episode_id
        left join met on latest.episode_id = met.episode_id
        left join checked on latest.episode_id = checked.episode_id
        left join planned on latest.episode_id = planned.episode_id
        left join confirmed on latest.episode_id = confirmed.episode_id
        where latest.ended_on is null or latest.ended_on > funnel_on.as_of - interval '1 year'
    )

    select
        member.*,
        case
            when member.confirmed_on is not null then 'confirmed'
            when member.plan_on is not null then 'plan'
            when member.complete_on is not null then 'complete'
            when member.attended_on is not null then 'attended'
            when member.booked_on is not null then 'booked'
            when member.reached_on is not null then 'reached'
            when member.contacted_on is not null then 'contacted'
            else 'overdue'
        end
    from member
$$;
