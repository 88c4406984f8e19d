-- Which PCNs are open on a day, and how many practices has each?
select
    pcn.pcn_code,
    pcn.name,
    pcn.sub_icb_code,
    count(distinct held.practice_code) as practices
from regional_pcn as pcn
left join practice_pcn as held
    on
        pcn.pcn_code = held.pcn_code
        and held.from_on <= cast(:as_of as date)
        and (held.to_on is null or held.to_on >= cast(:as_of as date))
where
    (pcn.open_on is null or pcn.open_on <= cast(:as_of as date))
    and (pcn.close_on is null or pcn.close_on >= cast(:as_of as date))
group by pcn.pcn_code, pcn.name, pcn.sub_icb_code
order by pcn.sub_icb_code nulls last, pcn.name, pcn.pcn_code
