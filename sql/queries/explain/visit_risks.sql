-- Words on visiting somebody, the newest last, as known on a day.
select
    visit_risk_id,
    verdict,
    told_by,
    said_on,
    review_on,
    review_on < cast(:as_of as date) as is_overdue,
    recorded_by,
    recorded_on
from visit_risk
where
    person_id = :person_id
    and said_on <= cast(:as_of as date)
    and coalesce(recorded_on, said_on) <= cast(:as_of as date)
order by said_on, recorded_order
