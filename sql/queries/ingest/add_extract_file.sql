-- Which file is which part of an extract, and where it lay.
insert into extract_file (extract_id, file_sha256, part, inbox_path)
values (:extract_id, :file_sha256, :part, :inbox_path)
on conflict do nothing
