-- How often a concern or a result was rung through in four weeks: counts, of nobody.
select
    count(*) filter (where outcome = 'safeguarding') as safeguarding,
    count(*) filter (where outcome = 'urgent_result') as urgent_result
from contact_attempt
where contacted_on > cast(:as_of as date) - 28 and contacted_on <= cast(:as_of as date)
