-- Takes back what no practice was told on an earlier day and nothing bears out any more: the question is settled, the
-- row was put right, or the extract behind it was withdrawn.
delete from register_update
where
    (sent_as_of is null or sent_as_of = cast(:as_of as date))
    and not exists (
        select 1
        from proposed_update
        where proposed_update.register_update_id = register_update.register_update_id
    )
