-- A plan as it stands after a returned list. One that had been taken back and comes again stands again.
insert into health_plan (
    health_plan_id, person_id, practice_code, provider_code, agreed_on, what_matters, review_on, source, taken_on,
    changed_on, review_said_on, list_on
)
values (
    :health_plan_id,
    :person_id,
    :practice_code,
    :provider_code,
    :agreed_on,
    :what_matters,
    cast(:review_on as date),
    :source,
    :as_of,
    :as_of,
    case when cast(:review_on as date) is not null then cast(:as_of as date) end,
    :list_on
)
on conflict (health_plan_id) do update
    set
        practice_code = excluded.practice_code,
        provider_code = excluded.provider_code,
        what_matters = excluded.what_matters,
        review_on = excluded.review_on,
        source = excluded.source,
        changed_on = excluded.changed_on,
        review_said_on = case
            when health_plan.review_on is distinct from excluded.review_on then excluded.review_said_on
            else health_plan.review_said_on
        end,
        list_on = excluded.list_on,
        ended_on = null,
        end_reason = null
