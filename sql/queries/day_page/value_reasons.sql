-- Recorded values of a day's extracts that are not counted, by reason.
select
    value_set_aside.reason,
    count(*) as value_count,
    count(distinct extract.practice_code) as practice_count
from value_set_aside
inner join extract on value_set_aside.extract_id = extract.extract_id
where extract.first_as_of = :as_of
group by value_set_aside.reason
order by value_count desc, value_set_aside.reason
