-- Brings the day's lists up to what is listed; ids stay what they were.
insert into worklist_item (
    worklist_item_id, worklist_id, person_id, pcn_code, rank, partner_code, worker_code, step, round, mark, content
)
select
    worklist_item_id,
    worklist_id,
    person_id,
    pcn_code,
    rank,
    partner_code,
    worker_code,
    step,
    round,
    mark,
    jsonb_set(content, '{mark}', to_jsonb(coalesce(mark, '')))
from listed_item
on conflict (worklist_item_id) do update
    set
        pcn_code = excluded.pcn_code,
        rank = excluded.rank,
        partner_code = excluded.partner_code,
        worker_code = excluded.worker_code,
        step = excluded.step,
        round = excluded.round,
        mark = excluded.mark,
        content = excluded.content,
        is_withdrawn = false,
        withdrawn_reason = null,
        withdrawn_on = null,
        withdrawn_until_on = null
