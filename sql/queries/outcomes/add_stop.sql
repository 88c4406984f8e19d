-- A stop that a returned row sets at once. In a row that was set aside it counts once: whoever lifted it knew of it, and
-- the same row sent again is no news.
insert into stop (stop_id, person_id, reason, source, said_by, from_on)
select
    :stop_id,
    :person_id,
    :reason,
    :source,
    :said_by,
    cast(:from_on as date)
where
    not exists (
        select 1
        from stop
        where
            stop.source = :source
            and stop.reason = :reason
            and (
                stop.lifted_on is null
                or (cast(:is_set_aside as boolean) and stop.lifted_why <> 'entered in error')
            )
    )
on conflict do nothing
