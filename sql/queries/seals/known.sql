-- Whom the region in force names: each with the public key it gave, if it gave one. A partner has its provider's seal
-- where it has none of its own. Whoever delivers checks may be a provider too, and is then told as that, the last.
with region as (
    select content
    from region_version
    order by loaded_order desc
    limit 1
)

select
    delivering.said ->> 'check_provider_code' as provider_code,
    cast(null as text) as partner_code,
    delivering.said ->> 'age_recipient' as age_recipient,
    1 as turn
from region, jsonb_array_elements(region.content -> 'check_providers') as delivering (said)
union all
select
    provider.said ->> 'provider_code',
    null,
    provider.said ->> 'age_recipient',
    2
from region, jsonb_array_elements(region.content -> 'providers') as provider (said)
union all
select
    partner.said ->> 'provider_code',
    partner.said ->> 'partner_code',
    partner.said ->> 'age_recipient',
    3
from region, jsonb_array_elements(region.content -> 'partners') as partner (said)
order by turn
