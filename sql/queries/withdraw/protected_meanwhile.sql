-- How many people this extract had marked as protected: their addresses went when it was taken in.
select count(*)
from overwritten_registration
inner join extract on overwritten_registration.extract_id = extract.extract_id
inner join registration
    on
        extract.practice_code = registration.practice_code
        and overwritten_registration.person_id = registration.person_id
where
    overwritten_registration.extract_id = :extract_id
    and (registration.is_restricted or registration.is_not_to_be_shared)
    and (
        overwritten_registration.said -> 'is_restricted' = 'false'
        or overwritten_registration.said -> 'is_not_to_be_shared' = 'false'
    )
