-- Whoever worked with somebody for a provider until now does so no longer.
update working_with
set to_on = cast(:as_of as date) - 1
where
    person_id = any(cast(:person_ids as text[]))
    and provider_code = :provider_code
    and (to_on is null or to_on >= cast(:as_of as date))
