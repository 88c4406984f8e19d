-- A run of a day: one that was cut off is taken up again, a finished one is followed by another.
with unfinished as (
    update run
    set region_version_id = :region_version_id
    where
        run_id = (
            select max(newest.run_id)
            from run as newest
            where newest.as_of = cast(:as_of as date) and newest.finished_at is null
        )
    returning run_id
),

begun as (
    insert into run (as_of, region_version_id)
    select
        cast(:as_of as date),
        :region_version_id
    where not exists (select 1 from unfinished)
    returning run_id
)

select run_id from unfinished
union all
select run_id from begun
