-- Refusals of a channel are lifted by a named person with a reason.
update channel_refusal
set
    lifted_on = cast(:as_of as date),
    lifted_by = :lifted_by,
    lifted_why = :lifted_why
where channel_refusal_id = any(cast(:channel_refusal_ids as text[]))
