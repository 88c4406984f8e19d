-- Lets one transaction propose twice (tests do).
drop table if exists proposed_update
