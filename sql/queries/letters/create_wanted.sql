-- Where this transaction keeps the letters that are due, until drafts are brought up to them.
create temporary table wanted_letter (
    letter_id text primary key,
    letter_batch_id text not null,
    person_id text not null,
    practice_code text not null,
    episode_id text not null,
    round integer not null,
    step text not null,
    content jsonb not null,
    data_sha256 text not null
) on commit drop
