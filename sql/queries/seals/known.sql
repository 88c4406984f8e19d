-- Whether the people are real, and whom the region in force names: each with the public key it gave, if it gave one.
-- A partner has its provider's seal where it has none of its own.
with region as (
    select content
    from region_version
    order by loaded_order desc
    limit 1
)

select
    provider.said ->> 'provider_code' as provider_code,
    cast(null as text) as partner_code,
    provider.said ->> 'age_recipient' as age_recipient
from region, jsonb_array_elements(region.content -> 'providers') as provider (said)
union all
select
    partner.said ->> 'provider_code',
    partner.said ->> 'partner_code',
    partner.said ->> 'age_recipient'
from region, jsonb_array_elements(region.content -> 'partners') as partner (said)
