-- Everybody who may be contacted, provider by provider in the order of the list.
select
    person_id,
    provider_code,
    partner_code,
    pcn_code,
    reasons && array['agreed_with_person', 'round_started'] as is_started
from plan_item
where as_of = cast(:as_of as date) and disposition = 'listed'
order by provider_code, rank
