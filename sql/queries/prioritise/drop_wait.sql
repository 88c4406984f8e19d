-- Lets one transaction prioritise twice (tests do).
drop table if exists wait_for_room
