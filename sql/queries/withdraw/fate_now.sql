-- What became of an extract that was taken in again.
select
    fate,
    fate_reason,
    fate_detail
from extract
where extract_id = :extract_id
