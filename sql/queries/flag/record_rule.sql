-- Which of the region's dated rules the run followed.
update run
set rule_effective_from = :rule_effective_from
where run_id = :run_id
