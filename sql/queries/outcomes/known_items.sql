-- The worklist items named in a returned list, with whom they are about (under the NHS number in force, where theirs was
-- superseded since), what was asked of the worker, and what is known by now.
select
    worklist_item.worklist_item_id,
    worklist_item.worklist_id,
    worklist_item.content ->> 'name' as name,
    whoever.person_id,
    worklist.provider_code,
    delivering.check_provider_code,
    worklist.as_of as list_on,
    coalesce(worklist_item.partner_code, planned.partner_code) as partner_code,
    coalesce(worklist_item.worker_code, planned.worker_code) as worker_code,
    coalesce(worklist_item.step, planned.next_step, 'call') as step,
    worklist_item.round,
    coalesce(recall_status.practice_code, home.practice_code, planned.practice_code, '') as practice_code,
    listed_in.episode_id,
    listed_in.closed_on,
    replaced.replaced_on,
    since.newest_on,
    since.spoken_on,
    least(told.dead_from, home.dead_from) as dead_from,
    taken_outcome.content as taken,
    coalesce(taken_outcome.taken_back, '[]') as taken_back,
    coalesce(waiting.staged, '[]') as staged
from worklist_item
inner join worklist on worklist_item.worklist_id = worklist.worklist_id
left join same_person on worklist_item.person_id = same_person.person_id
cross join lateral (select coalesce(same_person.is_now, worklist_item.person_id) as person_id) as whoever
left join plan_item as planned
    on worklist.as_of = planned.as_of and worklist_item.person_id = planned.person_id
left join recall_status on whoever.person_id = recall_status.person_id and recall_status.to_run_id is null
-- Whoever came onto a register in this very run has no status yet.
left join lateral (
    select
        registration.practice_code,
        case when registration.is_dead then cast('0001-01-01' as date) end as dead_from
    from registration
    where registration.person_id = whoever.person_id
    order by registration.state = 'registered' desc, registration.registered_on desc nulls last, registration.practice_code
    limit 1
) as home on true
left join practice_on(cast(:as_of as date)) as covering
    on coalesce(recall_status.practice_code, home.practice_code) = covering.practice_code
left join check_provider_on(cast(:as_of as date)) as delivering on covering.pcn_code = delivering.pcn_code
-- The episode the list was about; one that began later only where there is no other.
inner join lateral (
    select
        episode.episode_id,
        episode.closed_on
    from episode
    where episode.person_id = whoever.person_id
    order by episode.opened_on <= worklist.as_of desc, episode.opened_on desc
    limit 1
) as listed_in on true
left join lateral (
    select min(newer.as_of) as replaced_on
    from worklist as newer
    where
        newer.provider_code = worklist.provider_code
        and newer.as_of > worklist.as_of
        and newer.as_of <= cast(:as_of as date)
) as replaced on true
left join lateral (
    select
        max(attempt.contacted_on) as newest_on,
        max(attempt.contacted_on) filter (where attempt.outcome = any(cast(:reached as text[]))) as spoken_on
    from contact_attempt as attempt
    where
        attempt.person_id = whoever.person_id
        and attempt.source <> worklist_item.worklist_item_id
        and attempt.outcome not in ('entered_in_error', 'sent')
) as since on true
left join lateral (
    select min(stop.from_on) as dead_from
    from stop
    where
        stop.person_id in (whoever.person_id, worklist_item.person_id)
        and stop.reason in ('died', 'reported_dead')
        and stop.source <> worklist_item.worklist_item_id
        and stop.lifted_on is null
) as told on true
left join taken_outcome on worklist_item.worklist_item_id = taken_outcome.worklist_item_id
left join lateral (
    select
        jsonb_agg(
            jsonb_build_object('content', staged_outcome.content, 'is_decided', staged_outcome.decision is not null)
            order by staged_outcome.staged_outcome_id
        ) as staged
    from staged_outcome
    where
        staged_outcome.worklist_item_id = worklist_item.worklist_item_id
        and staged_outcome.decision is distinct from 'accepted'
        and staged_outcome.why is distinct from 'entered in error'
) as waiting on true
where worklist_item.worklist_item_id = any(cast(:item_ids as text[]))
