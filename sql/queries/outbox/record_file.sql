-- The ledger row of a file in the outbox.
insert into outbox_file (
    path, as_of, kind, organisation_code, row_count, content_sha256, sealed_sha256, sealed_with
)
values (:path, :as_of, :kind, :organisation_code, :row_count, :content_sha256, :sealed_sha256, :sealed_with)
on conflict (path) do update
    set
        row_count = excluded.row_count,
        content_sha256 = excluded.content_sha256,
        sealed_sha256 = excluded.sealed_sha256,
        sealed_with = excluded.sealed_with
