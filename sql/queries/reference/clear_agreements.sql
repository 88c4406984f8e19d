-- Forgets the sharing agreements of practices whose profile is given anew: an agreement taken out of the file ends.
delete from sharing_agreement
where practice_code = any(cast(:practice_codes as text[]))
