-- Whose newest word on visiting is overdue for review on a day, the longest first: nobody visits them until it is asked
-- again. Not of people who may not be contacted anyhow.
select
    newest.person_id,
    newest.verdict,
    newest.told_by,
    newest.said_on,
    newest.review_on,
    cast(:as_of as date) - newest.review_on as days,
    status.practice_code
from (
    select distinct on (risk.person_id) risk.*
    from visit_risk as risk
    where risk.said_on <= cast(:as_of as date) and risk.recorded_on <= cast(:as_of as date)
    order by risk.person_id, risk.said_on desc, risk.recorded_order desc
) as newest
inner join recall_status as status on newest.person_id = status.person_id and status.to_run_id is null
where
    newest.review_on < cast(:as_of as date)
    and status.outreach_route is not null
    and not exists (
        select 1
        from decisive_stop_on(cast(:as_of as date)) as stopped
        where stopped.person_id = newest.person_id and stopped.disposition <> 'waiting_until'
    )
order by newest.review_on, newest.person_id
