-- Where does a practice map say otherwise than the dated relationships of ePCN on the map's own day?
-- Only the sub-ICBs that the map covers are compared.
with map as (
    select
        reference_file_id,
        vintage_on
    from reference_file
    where kind = 'practice_map'
),

mapped as (
    select
        map.reference_file_id,
        map.vintage_on,
        claim.practice_code,
        coalesce(claim.pcn_code, 'unallocated') as map_says
    from map
    inner join membership_claim as claim on map.reference_file_id = claim.reference_file_id
),

dated as (
    select
        map.reference_file_id,
        map.vintage_on,
        held.practice_code,
        string_agg(held.pcn_code, ' ' order by held.pcn_code) as epcn_says
    from map
    inner join practice_pcn as held
        on
            held.source = 'core_partners'
            and held.from_on <= map.vintage_on
            and (held.to_on is null or held.to_on >= map.vintage_on)
    inner join practice on held.practice_code = practice.practice_code
    where
        (map.reference_file_id, practice.sub_icb_code) in (
            select
                covered.reference_file_id,
                covered.sub_icb_code
            from practice_claim as covered
        )
        or (map.reference_file_id, practice.practice_code) in (
            select
                named.reference_file_id,
                named.practice_code
            from practice_claim as named
        )
    group by map.reference_file_id, map.vintage_on, held.practice_code
)

select
    practice.practice_code,
    practice.name,
    coalesce(mapped.vintage_on, dated.vintage_on) as vintage_on,
    coalesce(mapped.map_says, 'absent') as map_says,
    coalesce(dated.epcn_says, 'absent') as epcn_says
from mapped
full join dated
    on mapped.reference_file_id = dated.reference_file_id and mapped.practice_code = dated.practice_code
inner join regional_practice as practice
    on practice.practice_code = coalesce(mapped.practice_code, dated.practice_code)
where mapped.map_says is distinct from dated.epcn_says
order by vintage_on, practice.practice_code
