-- A row that named no way we know closed all of them; the same row, readable now, opens those it does not name.
update channel_refusal
set
    lifted_on = cast(:as_of as date),
    lifted_by = :said_by,
    lifted_why = 'corrected'
where
    channel_refusal.source = :source
    and channel_refusal.lifted_on is null
    and not channel_refusal.channel = any(cast(:channels as text[]))
