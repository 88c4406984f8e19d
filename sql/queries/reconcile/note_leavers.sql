-- Who a full extract no longer holds, judged on every NHS number it shows, set-aside rows included; and who a delta
-- says has left.
insert into register_change (extract_id, person_id, change)
select
    extract.extract_id,
    registration.person_id,
    'left'
from extract
inner join registration on extract.practice_code = registration.practice_code
where
    extract.fate = 'reconciling'
    and registration.state = 'registered'
    and (
        (
            extract.is_full
            and not exists (
                select 1
                from seen_number
                where
                    seen_number.extract_id = extract.extract_id
                    and seen_number.nhs_number = registration.nhs_number
            )
        )
        or exists (
            select 1
            from removed_number
            where
                removed_number.extract_id = extract.extract_id
                and removed_number.nhs_number = registration.nhs_number
        )
    )
on conflict do nothing
