-- The sums of a day: what must be equal, both sides.
select
    'people on registers = people with a recall status' as what,
    (select count(distinct person_id) from registration) as one_side,
    (
        select sum(people) from accounting
        where as_of = cast(:as_of as date) and scope = 'register'
    ) as other_side
union all
select
    'people overdue = people with a disposition',
    (
        select count(*)
        from recall_status
        where to_run_id is null and outreach_route is not null
    ),
    (
        select sum(people) from accounting
        where as_of = cast(:as_of as date) and scope = 'overdue'
    )
union all
select
    'people overdue = people with a next step, a day to wait for or a reason',
    (
        select count(*)
        from recall_status
        where to_run_id is null and outreach_route is not null
    ),
    (
        select count(*)
        from plan_item
        where
            plan_item.as_of = cast(:as_of as date)
            and not exists (
                select 1
                from plan_item_without_next as lost
                where lost.as_of = plan_item.as_of and lost.person_id = plan_item.person_id
            )
    )
union all
select
    'open episodes = people overdue',
    (
        select count(*) from episode
        where closed_on is null
    ),
    (
        select count(*)
        from recall_status
        where to_run_id is null and outreach_route is not null
    )
union all
select
    'people with an episode open or ended in a year = people with a furthest stage',
    (
        select count(distinct person_id)
        from episode
        where closed_on is null or closed_on > cast(:as_of as date) - interval '1 year'
    ),
    (
        select sum(people) from accounting
        where as_of = cast(:as_of as date) and scope = 'funnel'
    )
union all
select
    'people listed, or to be asked about a plan = worklist items',
    (
        select count(*) from plan_item
        where as_of = cast(:as_of as date) and disposition = 'listed'
    )
    + (
        select count(*)
        from follow_up
        left join decisive_stop_on(cast(:as_of as date)) as stopped on follow_up.person_id = stopped.person_id
        where follow_up.as_of = cast(:as_of as date) and stopped.person_id is null
    ),
    (
        select count(*)
        from worklist_item
        inner join worklist on worklist_item.worklist_id = worklist.worklist_id and not worklist_item.is_withdrawn
        where worklist.as_of = cast(:as_of as date)
    )
union all
select
    'people due a letter = letters drafted',
    (
        select count(*)
        from plan_item
        where as_of = cast(:as_of as date) and disposition = 'listed' and next_step in ('letter', 'letter_again')
    ),
    (
        select count(*)
        from letter
        inner join letter_batch on letter.letter_batch_id = letter_batch.letter_batch_id
        where letter_batch.as_of = cast(:as_of as date) and letter_batch.state = 'drafted' and letter.state = 'draft'
    )
union all
select
    'rows read = landed + folded + collapsed + staged + quarantined',
    coalesce(sum(people) filter (where line = 'rows read'), 0),
    coalesce(sum(people) filter (where line <> 'rows read'), 0)
from accounting
where as_of = cast(:as_of as date) and scope = 'rows'
