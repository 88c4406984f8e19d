-- Makes a known file the last of its kind again: somebody has gone back to it.
update reference_file
set loaded_order = (select max(latest.loaded_order) + 1 from reference_file as latest)
where reference_file_id = :reference_file_id
