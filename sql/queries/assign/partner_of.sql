-- The provider a partner works under.
select provider_code
from region_partner
where partner_code = :partner_code
