-- In which PCNs is each practice that is open on a day, and when did the last relationship of the others end?
select
    practice.practice_code,
    practice.name,
    coalesce(
        array_agg(held.pcn_code order by held.pcn_code)
        filter (
            where held.from_on <= cast(:as_of as date)
            and (held.to_on is null or held.to_on >= cast(:as_of as date))
        ),
        cast('{}' as text[])
    ) as pcn_codes,
    max(held.to_on) as last_to_on
from regional_practice as practice
left join practice_pcn as held on practice.practice_code = held.practice_code
where practice.close_on is null or practice.close_on >= cast(:as_of as date)
group by practice.practice_code, practice.name
order by practice.practice_code
