-- Of each practice that some file gives no PCN: what does every file with memberships say of it?
select
    practice.practice_code,
    practice.name,
    read.kind,
    read.vintage_on,
    coalesce(
        string_agg(coalesce(claim.pcn_code, 'unallocated'), ' ' order by claim.from_on, claim.pcn_code)
        filter (where claim.practice_code is not null),
        'absent'
    ) as says
from regional_practice as practice
cross join reference_file as read
left join membership_claim as claim
    on practice.practice_code = claim.practice_code and read.reference_file_id = claim.reference_file_id
where
    read.kind in ('core_partners', 'practice_map')
    and exists (
        select 1 from membership_claim as loose
        where loose.practice_code = practice.practice_code and loose.pcn_code is null
    )
group by
    practice.practice_code, practice.name, read.reference_file_id, read.kind, read.vintage_on, read.loaded_order
order by practice.practice_code, read.vintage_on, read.loaded_order
