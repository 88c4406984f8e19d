-- Lets one transaction issue twice (tests do).
drop table if exists listed_item
