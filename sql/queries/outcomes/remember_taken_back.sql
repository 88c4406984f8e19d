-- Nothing holds of an item any more; with which words it was taken back, so that the same file again takes nothing back.
insert into taken_outcome (worklist_item_id, taken_back)
values (:worklist_item_id, jsonb_build_array(cast(:content as jsonb)))
on conflict (worklist_item_id) do update
    set
        contact_attempt_id = null,
        content = null,
        taken_back = taken_outcome.taken_back || excluded.taken_back
