-- The ledger row of a raw file; the same bytes again change nothing.
insert into source_file (file_sha256, byte_count, archived_as)
values (:file_sha256, :byte_count, :archived_as)
on conflict do nothing
