-- An extract that was taken in again keeps its place in the order of all practices.
update reconciled_extract
set reconciled_order = :reconciled_order
where extract_id = :extract_id
