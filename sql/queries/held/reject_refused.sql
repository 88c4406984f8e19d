-- A refused extract is out for good; the decision says by whom.
update extract
set
    fate = 'rejected',
    fate_reason = 'refused',
    fate_detail = null
where extract_id = :extract_id
