-- A plan that had been taken back comes again with its own goals alone.
delete from health_goal
where health_plan_id = :health_plan_id and goal_number > :goals
