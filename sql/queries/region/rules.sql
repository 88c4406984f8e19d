-- By which rule is the service for somebody, from which day on? The one in force on a day is marked.
select
    effective_from,
    case
        when
            effective_from = (
                select
                    coalesce(
                        max(begun.effective_from) filter (where begun.effective_from <= cast(:as_of as date)),
                        min(begun.effective_from)
                    )
                from region_rule as begun
            )
            then 'in force'
    end as state,
    years_without_check,
    minimum_age,
    includes_hard_to_reach,
    confirmation_days
from region_rule
order by effective_from
