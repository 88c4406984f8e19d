-- Lets one load of reference files at a time decide what is new; released with the transaction.
lock table reference_file in exclusive mode
