-- What became of these very files before, if they were seen.
select
    fate,
    fate_reason
from extract
where extract_id = :extract_id
