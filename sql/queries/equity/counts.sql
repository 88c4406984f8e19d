-- For each group of each quality: people the check is for, of them overdue, listed, approached and reached in a year.
-- Statuses are those that were known on the day; qualities are what the register says now.
with known as (
    select
        recall_status.person_id,
        recall_status.practice_code,
        recall_status.outreach_route is not null as is_overdue
    from recall_status
    inner join run as began on recall_status.from_run_id = began.run_id
    left join run as ended on recall_status.to_run_id = ended.run_id
    where
        began.as_of <= cast(:as_of as date)
        and (ended.as_of is null or ended.as_of > cast(:as_of as date))
        and recall_status.status in ('never_checked', 'overdue', 'due', 'up_to_date')
),

approached as (
    select
        contact_attempt.person_id,
        bool_or(contact_attempt.outcome = any(cast(:reached as text[]))) as is_reached
    from contact_attempt
    where
        contact_attempt.outcome <> 'entered_in_error'
        and contact_attempt.contacted_on <= cast(:as_of as date)
        and contact_attempt.contacted_on > cast(:as_of as date) - interval '1 year'
    group by contact_attempt.person_id
),

member as (
    select
        known.is_overdue,
        known.is_overdue and listed.person_id is not null as is_listed,
        approached.person_id is not null as is_approached,
        coalesce(approached.is_reached, false) as is_reached,
        coalesce(cast((lived.own_decile + 1) / 2 as text), '') as fifth,
        coalesce(registration.ethnicity, '') as ethnicity,
        coalesce(registration.sex, '') as sex,
        coalesce(cast(extract(year from age(cast(:as_of as date), registration.born_on)) as integer), -1) as age,
        coalesce(placed.pcn_code, '') as pcn_code,
        coalesce(placed.pcn_name, '') as pcn_name
    from known
    -- Of a past day: a register that was withdrawn since says nothing of its people any more, and they still count.
    left join registration
        on known.person_id = registration.person_id and known.practice_code = registration.practice_code
    left join registration_deprivation as lived
        on registration.person_id = lived.person_id and registration.practice_code = lived.practice_code
    left join practice_on(cast(:as_of as date)) as placed on known.practice_code = placed.practice_code
    left join approached on known.person_id = approached.person_id
    left join plan_item as listed
        on
            known.person_id = listed.person_id
            and listed.as_of = cast(:as_of as date)
            and listed.disposition = 'listed'
)

select
    case
        when grouping(fifth) = 0 then 'deprivation'
        when grouping(ethnicity) = 0 then 'ethnicity'
        when grouping(sex) = 0 then 'sex'
        when grouping(age) = 0 then 'age'
        else 'pcn'
    end as quality,
    coalesce(fifth, ethnicity, sex, cast(age as text), pcn_code) as said,
    pcn_name as label,
    count(*) as eligible,
    count(*) filter (where is_overdue) as overdue,
    count(*) filter (where is_listed) as listed,
    count(*) filter (where is_approached) as approached,
    count(*) filter (where is_reached) as reached
from member
group by grouping sets ((fifth), (ethnicity), (sex), (age), (pcn_code, pcn_name))
order by quality, said
