-- Brings the day's lists up to what is listed; ids stay what they were.
insert into worklist_item (worklist_item_id, worklist_id, person_id, pcn_code, rank, content)
select
    worklist_item_id,
    worklist_id,
    person_id,
    pcn_code,
    rank,
    content
from listed_item
on conflict (worklist_item_id) do update
    set
        pcn_code = excluded.pcn_code,
        rank = excluded.rank,
        content = excluded.content,
        is_withdrawn = false
