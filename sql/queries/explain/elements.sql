-- The newest result and the newest decline of each of the six on a day, as the register is now.
select
    six.element,
    max(observation.observed_on) filter (where not observation.is_declined) as last_result_on,
    max(observation.observed_on) filter (where observation.is_declined) as last_declined_on
from
    unnest(array['blood_pressure', 'bmi', 'alcohol', 'lipids', 'glucose', 'smoking'])
    with ordinality as six (element, place)
left join observation
    on
        six.element = observation.element
        and observation.person_id = cast(:person_id as text)
        and observation.is_precise
        and observation.retracted_by_extract_id is null
        and observation.observed_on <= cast(:as_of as date)
group by six.element, six.place
order by six.place
