-- Where this transaction keeps the items that are listed, until the day's lists are brought up to them.
create temporary table listed_item (
    worklist_item_id text primary key,
    worklist_id text not null,
    person_id text not null,
    pcn_code text not null,
    rank integer not null,
    partner_code text,
    worker_code text,
    step text,
    round integer not null,
    mark text,
    content jsonb not null
) on commit drop
