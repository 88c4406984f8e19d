-- Everybody overdue with the first thing that decides: a stop, then coverage, then the register's age.
insert into plan_item (
    as_of, person_id, practice_code, pcn_code, place_code, provider_code, episode_id, status, disposition,
    disposition_reason, until_on, next_step
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
        when stopped.reason is not null then stopped.disposition
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
    stopped.until_on,
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
left join decisive_stop_on(cast(:as_of as date)) as stopped on recall_status.person_id = stopped.person_id
where recall_status.to_run_id is null and recall_status.outreach_route is not null
