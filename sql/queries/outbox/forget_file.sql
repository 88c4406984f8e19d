-- Removes the ledger row of a file that is no longer part of its day.
delete from outbox_file
where path = :path
