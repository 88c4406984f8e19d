-- Everybody overdue with the first thing that decides: a stop, then coverage, then the register's age.
insert into plan_item (
    as_of, person_id, practice_code, pcn_code, place_code, provider_code, episode_id, status, disposition,
    disposition_reason, next_step
)
select
    cast(:as_of as date),
    recall_status.person_id,
    recall_status.practice_code,
    covering.pcn_code,
    covering.place_code,
    covering.provider_code,
    episode.episode_id,
    recall_status.status,
    case
        when stopped.reason is not null then stopped.kind
        when covering.coverage_state <> 'covered' then covering.coverage_state
        when newest.extract_on < cast(:as_of as date) - cast(:register_too_old_after_days as integer) then 'stopped'
        else 'listed'
    end,
    case
        when stopped.reason is not null then stopped.reason
        when covering.coverage_state <> 'covered' then covering.coverage_reason
        when newest.extract_on < cast(:as_of as date) - cast(:register_too_old_after_days as integer)
            then 'register_too_old'
        else 'listed'
    end,
    'undecided'
from recall_status
inner join episode on recall_status.person_id = episode.person_id and episode.closed_on is null
inner join practice_on(cast(:as_of as date)) as covering on recall_status.practice_code = covering.practice_code
inner join (
    select
        practice_code,
        max(extract_on) as extract_on
    from extract
    where fate = 'accepted' and extract_on <= cast(:as_of as date)
    group by practice_code
) as newest on recall_status.practice_code = newest.practice_code
left join (
    -- A stop for good is told before a stop that leaves the practice free to write.
    select distinct on (person_id)
        person_id,
        reason,
        case kind when 'stop' then 'stopped' else kind end as kind
    from stops_on(cast(:as_of as date))
    order by person_id, kind desc, reason
) as stopped on recall_status.person_id = stopped.person_id
where recall_status.to_run_id is null and recall_status.outreach_route is not null
