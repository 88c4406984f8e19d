-- Who are the providers of the region in force and the partners that work for them; how many rows name each?
select
    provider.provider_code,
    cast(null as text) as partner_code,
    provider.name,
    provider.outward_name,
    provider.phone,
    provider.capacity_a_day,
    count(coverage.provider_code) as coverage_or_share_rows
from region_provider as provider
left join region_coverage as coverage on provider.provider_code = coverage.provider_code
group by provider.provider_code, provider.name, provider.outward_name, provider.phone, provider.capacity_a_day
union all
select
    partner.provider_code,
    partner.partner_code,
    partner.name,
    cast(null as text) as outward_name,
    cast(null as text) as phone,
    partner.capacity_a_day,
    count(share.partner_code) as coverage_or_share_rows
from region_partner as partner
left join region_partner_share as share on partner.partner_code = share.partner_code
group by partner.provider_code, partner.partner_code, partner.name, partner.capacity_a_day
order by provider_code, partner_code nulls first
