-- What is known of a practice on a day: where it belongs, who covers it or why nobody does, how it sends, since when.
select
    known.practice_code,
    known.practice_name,
    known.pcn_code,
    known.pcn_name,
    known.place_name,
    known.coverage_reason,
    provider.name as provider_name,
    practice_profile.system,
    practice_profile.is_full_extract,
    practice_profile.is_full_history,
    practice_profile.expected_every_days,
    agreed.reference as agreement_reference,
    agreed.from_on as agreement_from_on,
    agreed.to_on as agreement_to_on
from practice_on(cast(:as_of as date)) as known
left join region_provider as provider on known.provider_code = provider.provider_code
left join practice_profile on known.practice_code = practice_profile.practice_code
left join lateral (
    select
        sharing_agreement.reference,
        sharing_agreement.from_on,
        sharing_agreement.to_on
    from sharing_agreement
    where
        sharing_agreement.practice_code = known.practice_code
        and sharing_agreement.provider_code = known.provider_code
    order by sharing_agreement.from_on desc
    limit 1
) as agreed on true
where known.practice_code = :practice_code
