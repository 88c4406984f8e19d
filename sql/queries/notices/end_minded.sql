-- A notice of what to mind is over where it is lifted, read or replaced since; one of a letter where letters are open
-- again.
update withdrawal_notice
set is_over = true
where
    not is_over
    and about is not null
    and (
        exists (
            select 1
            from channel_refusal
            where channel_refusal.channel_refusal_id = withdrawal_notice.about and channel_refusal.lifted_on is not null
        )
        or exists (
            select 1
            from contact_note
            where
                contact_note.contact_note_id = withdrawal_notice.about
                and (
                    contact_note.lifted_on is not null
                    or (withdrawal_notice.reason = 'ask_first' and contact_note.read_on is not null)
                )
        )
        or exists (
            select 1
            from visit_risk
            inner join visit_risk as newer
                on visit_risk.person_id = newer.person_id and visit_risk.recorded_order < newer.recorded_order
            where visit_risk.visit_risk_id = withdrawal_notice.about
        )
        or (
            about = 'letters_closed'
            and not exists (
                select 1
                from closed_channels_on(cast(:as_of as date)) as closed
                where closed.person_id = withdrawal_notice.person_id and closed.channel = 'letter'
            )
        )
    )
    and (
        cast(:person_ids as text[]) is null
        or person_id = any(cast(:person_ids as text[]))
    )
