-- Which relationships of an operator's own files are not used, because a published file names the practice?
select distinct
    claim.practice_code,
    practice.name,
    claim.pcn_code,
    claim.from_on
from membership_claim as claim
inner join reference_file as read on claim.reference_file_id = read.reference_file_id
inner join practice on claim.practice_code = practice.practice_code
where
    read.kind = 'practices'
    and exists (
        select 1 from practice_pcn as held
        where held.practice_code = claim.practice_code and held.source = 'core_partners'
    )
order by claim.practice_code, claim.from_on, claim.pcn_code
