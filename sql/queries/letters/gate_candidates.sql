-- What decides whether a letter suits the people of the drafted letters, as the register says it now.
select
    letter.letter_id,
    registration.title,
    registration.given_name,
    registration.family_name,
    registration.address_1,
    registration.address_2,
    registration.address_3,
    registration.address_4,
    registration.address_5,
    registration.postcode,
    registration.language,
    registration.is_interpreter_needed,
    registration.contact_method,
    registration.information_format,
    registration.communication_professional,
    registration.communication_support
from letter
inner join letter_batch on letter.letter_batch_id = letter_batch.letter_batch_id
inner join registration
    on
        letter.practice_code = registration.practice_code
        and letter.person_id = registration.person_id
where letter.state = 'draft' and letter_batch.state = 'drafted'
order by letter.letter_id
