-- Lets one transaction prioritise twice (tests do).
drop table if exists person_reason, last_measured
