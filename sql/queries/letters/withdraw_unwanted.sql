-- Drafts nobody is due any more are cancelled; a later need drafts them anew.
update letter
set
    state = 'cancelled',
    state_reason = 'no_longer_due',
    pdf_sha256 = null,
    page_count = null
where
    state = 'draft'
    and not exists (
        select 1
        from wanted_letter
        where wanted_letter.letter_id = letter.letter_id
    )
