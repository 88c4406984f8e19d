-- Lets one load of a region pack at a time decide whether its content is new; released with the transaction.
lock table region_version in exclusive mode
