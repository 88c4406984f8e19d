-- The ledger row of a raw file; the same bytes again change nothing, unless the archive had let them go.
insert into source_file (file_sha256, byte_count, archived_as)
values (:file_sha256, :byte_count, :archived_as)
on conflict (file_sha256) do update
    set
        archived_as = excluded.archived_as,
        deleted_on = null
    where source_file.deleted_on is not null
