-- A word of practice or key worker on visiting somebody; the newest counts.
insert into visit_risk (
    visit_risk_id, person_id, verdict, told_by, said_on, review_on, recorded_by, recorded_on, is_told
)
values (
    :visit_risk_id,
    :person_id,
    :verdict,
    :told_by,
    cast(:said_on as date),
    cast(:review_on as date),
    :recorded_by,
    cast(:as_of as date),
    false
)
