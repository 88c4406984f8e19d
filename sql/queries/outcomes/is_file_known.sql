-- Whether a returned file was read before.
select exists(
    select 1
    from returned_file
    where returned_file.file_sha256 = :file_sha256
)
