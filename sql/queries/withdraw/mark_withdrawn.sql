-- The extract stays in the ledger; the decision says by whom and why.
update extract
set
    fate = 'withdrawn',
    fate_reason = 'withdrawn',
    fate_detail = null
where extract_id = :extract_id
