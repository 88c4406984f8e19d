-- What of somebody waited for a person or still does, and what was decided about it.
select
    staged_change.extract_id,
    staged_change.practice_code,
    extract.extract_on,
    staged_change.reason,
    staged_change.settled_by_extract_id,
    cast(null as text) as took,
    cast(null as text) as decided_by,
    cast(null as text) as why,
    cast(null as date) as decided_on
from staged_change
inner join extract on staged_change.extract_id = extract.extract_id
where staged_change.person_id = :person_id and extract.first_as_of <= cast(:as_of as date)
union all
select
    null,
    staged_decision.practice_code,
    null,
    staged_decision.reason,
    null,
    staged_decision.took,
    staged_decision.decided_by,
    staged_decision.why,
    staged_decision.decided_on
from staged_decision
where staged_decision.person_id = :person_id and staged_decision.decided_on <= cast(:as_of as date)
order by extract_on, decided_on, practice_code
