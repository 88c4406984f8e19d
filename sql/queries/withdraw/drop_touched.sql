-- Lets one transaction withdraw twice (tests do).
drop table if exists touched
