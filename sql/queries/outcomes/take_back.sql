-- An outcome entered in error no longer counts as a contact.
update contact_attempt
set outcome = 'entered_in_error'
where source = :source and outcome <> 'entered_in_error'
