-- What holds of an item from now on.
insert into taken_outcome (worklist_item_id, contact_attempt_id, content)
values (:worklist_item_id, :contact_attempt_id, cast(:content as jsonb))
on conflict (worklist_item_id) do update
    set
        contact_attempt_id = excluded.contact_attempt_id,
        content = excluded.content
