-- The practice's own invitation is waited for by the plan and by the send gate alike.

-- What is agreed with each PCN on a day.
create function local_plan_on(as_of date)
returns table (pcn_code text, weeks_after_invitation integer, capacity_a_day integer, floor_a_day integer)
language sql
stable
as $$
    select
        plan.pcn_code,
        plan.weeks_after_invitation,
        plan.capacity_a_day,
        plan.floor_a_day
    from region_local_plan as plan
    where coalesce(plan.from_on, '-infinity') <= as_of and coalesce(plan.to_on, 'infinity') >= as_of
$$;

-- The first day on which somebody whom their practice invited may be contacted; null where nothing is to be waited for.
-- An invitation dated after today is a slip of the pen, and nobody waits for it.
create function practice_waits_until(last_invited_on date, weeks_after_invitation integer, as_of date)
returns date
language sql
immutable
as $$
    select last_invited_on + 7 * weeks_after_invitation
    where last_invited_on <= as_of and last_invited_on + 7 * weeks_after_invitation > as_of
$$;
