-- Which practices were in other PCNs on the earlier of two days than on the later?
with membership as (
    select
        held.practice_code,
        array_agg(held.pcn_code order by held.pcn_code)
        filter (
            where held.from_on <= cast(:before as date)
            and (held.to_on is null or held.to_on >= cast(:before as date))
        ) as pcn_codes_before,
        array_agg(held.pcn_code order by held.pcn_code)
        filter (
            where held.from_on <= cast(:as_of as date)
            and (held.to_on is null or held.to_on >= cast(:as_of as date))
        ) as pcn_codes
    from practice_pcn as held
    group by held.practice_code
)

select
    practice.practice_code,
    practice.name,
    membership.pcn_codes_before,
    membership.pcn_codes
from membership
inner join regional_practice as practice on membership.practice_code = practice.practice_code
where membership.pcn_codes_before <> membership.pcn_codes
order by practice.practice_code
