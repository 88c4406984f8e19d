-- What is believed of each PCN: the newest file that says something, column by column; dates from PCNDetails alone.
insert into pcn (pcn_code, name, sub_icb_code, open_on, close_on, source)
select
    claim.pcn_code,
    coalesce(
        (
            array_agg(claim.name order by read.vintage_on desc nulls last, read.loaded_order desc)
            filter (where claim.name <> '')
        )[1],
        claim.pcn_code
    ) as name,
    (
        array_agg(claim.sub_icb_code order by read.vintage_on desc nulls last, read.loaded_order desc)
        filter (where claim.sub_icb_code is not null)
    )[1] as sub_icb_code,
    (
        array_agg(claim.open_on order by read.vintage_on desc nulls last, read.loaded_order desc)
        filter (where read.kind = 'pcn_details')
    )[1] as open_on,
    (
        array_agg(claim.close_on order by read.vintage_on desc nulls last, read.loaded_order desc)
        filter (where read.kind = 'pcn_details')
    )[1] as close_on,
    (array_agg(read.kind order by read.vintage_on desc nulls last, read.loaded_order desc))[1] as source
from pcn_claim as claim
inner join reference_file as read on claim.reference_file_id = read.reference_file_id
group by claim.pcn_code
on conflict (pcn_code) do update
    set
        name = excluded.name,
        sub_icb_code = excluded.sub_icb_code,
        open_on = excluded.open_on,
        close_on = excluded.close_on,
        source = excluded.source
    where
    (pcn.name, pcn.sub_icb_code, pcn.open_on, pcn.close_on, pcn.source)
    is distinct from
    (excluded.name, excluded.sub_icb_code, excluded.open_on, excluded.close_on, excluded.source)
