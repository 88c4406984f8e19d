-- A way of contact that somebody does not want any more; said of the same item again it is no other refusal.
insert into channel_refusal (channel_refusal_id, person_id, channel, from_on, said_by, source)
select
    :channel_refusal_id,
    :person_id,
    :channel,
    cast(:from_on as date),
    :said_by,
    :source
where
    not exists (
        select 1
        from channel_refusal
        where
            channel_refusal.source = :source
            and channel_refusal.channel = :channel
            and (
                channel_refusal.lifted_on is null
                or (cast(:is_set_aside as boolean) and channel_refusal.lifted_why <> 'entered in error')
            )
    )
on conflict do nothing
