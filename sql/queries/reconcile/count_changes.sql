-- How many people each kind of change touched, over the extracts first taken in on a day.
select
    register_change.change,
    count(*) as people
from register_change
inner join extract on register_change.extract_id = extract.extract_id
where extract.first_as_of = :as_of
group by register_change.change
order by register_change.change
