-- What came of contacts, by provider and outcome: in the last four weeks, and in the last year.
select
    contact.provider_code,
    contact.outcome,
    count(*) filter (where contact.contacted_on > cast(:as_of as date) - 28) as recently,
    count(*) as in_a_year
from contacts_known_on(cast(:as_of as date)) as contact
where contact.contacted_on > cast(:as_of as date) - interval '1 year'
group by contact.provider_code, contact.outcome
order by contact.provider_code, in_a_year desc, contact.outcome
