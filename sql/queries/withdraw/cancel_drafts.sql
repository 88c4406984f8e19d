-- Drafts of the practices concerned wait for the next plan: what they rest on is no longer what we believe.
update letter
set
    state = 'cancelled',
    state_reason = 'register_withdrawn',
    pdf_sha256 = null,
    page_count = null
where state = 'draft' and practice_code = any(cast(:practice_codes as text[]))
