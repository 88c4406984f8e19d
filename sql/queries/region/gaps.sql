-- Which practices reach no provider on a day, why, and for how many people there is the service?
-- Practices of the region's PCNs that are open, and any other that has such people: nobody falls through.
select
    known.practice_code,
    known.practice_name,
    known.pcn_code,
    known.pcn_name,
    known.place_name,
    known.provider_code,
    known.coverage_reason,
    count(recall_status.person_id) as people
from practice_on(cast(:as_of as date)) as known
left join recall_status
    on
        known.practice_code = recall_status.practice_code
        and recall_status.to_run_id is null
        and recall_status.outreach_route is not null
where known.coverage_state <> 'covered'
group by
    known.practice_code,
    known.practice_name,
    known.pcn_code,
    known.pcn_name,
    known.place_name,
    known.provider_code,
    known.coverage_reason
having
    count(recall_status.person_id) > 0
    -- A region that lists no PCN yet has no practices of its own.
    or exists (select 1 from region_pcn)
    and known.practice_code in (
        select practice_code
        from regional_practice
        where close_on is null or close_on >= cast(:as_of as date)
    )
order by known.coverage_reason, known.practice_code
