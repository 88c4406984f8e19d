-- Whose a folder of returned lists is: a provider's own, a partner's (the provider's), or of whoever delivers checks.
select
    region_provider.provider_code as folder,
    region_provider.provider_code
from region_provider
union
select
    listed.partner_code,
    listed.provider_code
from region_in_force as region
cross join
    lateral jsonb_to_recordset(coalesce(region.content -> 'partners', '[]'))
        as listed (
            partner_code text, provider_code text
        )
union
select
    region_check_provider.check_provider_code,
    region_check_provider.check_provider_code
from region_check_provider
