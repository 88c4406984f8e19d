-- Lets one transaction draft twice (tests do).
drop table if exists wanted_letter
