-- The extracts of the round are in force.
update extract
set fate = 'accepted'
where fate = 'reconciling'
