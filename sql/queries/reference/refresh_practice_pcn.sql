-- Who belongs where: of each practice, the relationships of the newest file that names it. An operator's
-- file has no vintage and so comes after every published one. The practice map is a cross-check of one day and makes nobody a member.
with mention as (
    select
        claim.practice_code,
        claim.reference_file_id,
        read.kind,
        row_number() over (
            partition by claim.practice_code
            order by read.vintage_on desc nulls last, read.loaded_order desc
        ) as choice
    from practice_claim as claim
    inner join reference_file as read on claim.reference_file_id = read.reference_file_id
    where read.kind in ('core_partners', 'practices')
)

insert into practice_pcn (practice_code, pcn_code, from_on, to_on, source)
select
    held.practice_code,
    held.pcn_code,
    held.from_on,
    held.to_on,
    mention.kind
from mention
inner join membership_claim as held
    on mention.practice_code = held.practice_code and mention.reference_file_id = held.reference_file_id
where mention.choice = 1 and held.pcn_code is not null
