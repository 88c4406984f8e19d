-- The provider that a folder of returned lists is of: its own, or a partner's.
select
    region_provider.provider_code as folder,
    region_provider.provider_code
from region_provider
union
select
    listed.partner_code,
    listed.provider_code
from region_in_force as region
cross join lateral jsonb_to_recordset(coalesce(region.content -> 'partners', '[]')) as listed (
    partner_code text, provider_code text
)
