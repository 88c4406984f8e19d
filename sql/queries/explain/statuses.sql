-- Every recall status somebody had, from which day's run to which; what was known on the day is marked.
select
    recall_status.practice_code,
    recall_status.status,
    recall_status.reason,
    recall_status.outreach_route,
    recall_status.last_complete_on,
    recall_status.last_check_done_on,
    recall_status.last_element_on,
    recall_status.last_blood_pressure_on,
    recall_status.missing_elements,
    recall_status.out_of_date_elements,
    recall_status.declined_elements,
    recall_status.is_counted_nationally,
    recall_status.is_counted_by_qof,
    recall_status.from_run_id,
    recall_status.to_run_id,
    began.as_of as from_on,
    case when ended.as_of <= cast(:as_of as date) then ended.as_of end as to_on,
    began.region_version_id
from recall_status
inner join run as began on recall_status.from_run_id = began.run_id
left join run as ended on recall_status.to_run_id = ended.run_id
where recall_status.person_id = :person_id and began.as_of <= cast(:as_of as date)
order by recall_status.from_run_id
