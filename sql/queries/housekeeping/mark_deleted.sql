-- The ledger keeps the row of a file the archive no longer holds, and says since when.
update source_file
set deleted_on = :as_of
where file_sha256 = :file_sha256
