-- The newest plan lists nobody of the practices concerned until it is made anew, nor what is due there after a check:
-- what it rests on is no longer what we believe, and letters or lists may still be made from it.
with due as (
    delete from follow_up
    where
        as_of = (select max(newest.as_of) from plan_item as newest)
        and practice_code = any(cast(:practice_codes as text[]))
)

update plan_item
set
    disposition = 'stopped',
    disposition_reason = 'register_withdrawn',
    until_on = null,
    next_step = null,
    next_step_reason = null,
    rank = null
where
    as_of = (select max(newest.as_of) from plan_item as newest)
    and practice_code = any(cast(:practice_codes as text[]))
