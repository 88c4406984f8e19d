-- Is this file known, and is it the one of its kind that was loaded last?
select
    reference_file_id,
    loaded_order = (
        select max(same.loaded_order) from reference_file as same
        where same.kind = known.kind)
        as is_last_of_its_kind
from reference_file as known
where reference_file_id = :reference_file_id
