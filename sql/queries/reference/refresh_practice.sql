-- What is believed of each practice: the newest file that says something; an operator's own file comes last.
insert into practice (practice_code, name, postcode, sub_icb_code, open_on, close_on, source)
select
    claim.practice_code,
    coalesce(
        (
            array_agg(claim.name order by read.vintage_on desc nulls last, read.loaded_order desc)
            filter (where claim.name <> '')
        )[1],
        claim.practice_code
    ) as name,
    (
        array_agg(claim.postcode order by read.vintage_on desc nulls last, read.loaded_order desc)
        filter (where claim.postcode is not null)
    )[1] as postcode,
    (
        array_agg(claim.sub_icb_code order by read.vintage_on desc nulls last, read.loaded_order desc)
        filter (where claim.sub_icb_code is not null)
    )[1] as sub_icb_code,
    (
        array_agg(claim.open_on order by read.vintage_on desc nulls last, read.loaded_order desc)
        filter (where read.kind = 'practice_details')
    )[1] as open_on,
    (
        array_agg(claim.close_on order by read.vintage_on desc nulls last, read.loaded_order desc)
        filter (where read.kind = 'practice_details')
    )[1] as close_on,
    (array_agg(read.kind order by read.vintage_on desc nulls last, read.loaded_order desc))[1] as source
from practice_claim as claim
inner join reference_file as read on claim.reference_file_id = read.reference_file_id
group by claim.practice_code
on conflict (practice_code) do update
    set
        name = excluded.name,
        postcode = excluded.postcode,
        sub_icb_code = excluded.sub_icb_code,
        open_on = excluded.open_on,
        close_on = excluded.close_on,
        source = excluded.source
    where
    (practice.name, practice.postcode, practice.sub_icb_code, practice.open_on, practice.close_on, practice.source)
    is distinct from
    (
        excluded.name,
        excluded.postcode,
        excluded.sub_icb_code,
        excluded.open_on,
        excluded.close_on,
        excluded.source
    )
