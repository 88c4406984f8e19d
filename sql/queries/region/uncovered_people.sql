-- Everybody the service is for whose practice reaches no provider on a day, by practice and opaque id, and why.
select
    known.practice_code,
    recall_status.person_id,
    recall_status.outreach_route,
    known.coverage_reason
from recall_status
inner join practice_on(cast(:as_of as date)) as known on recall_status.practice_code = known.practice_code
where
    recall_status.to_run_id is null
    and recall_status.outreach_route is not null
    and known.coverage_state <> 'covered'
order by known.practice_code, recall_status.person_id
