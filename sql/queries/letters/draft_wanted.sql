-- Brings drafts up to what is due; a draft whose data changed must be set again.
insert into letter (
    letter_id, letter_batch_id, person_id, practice_code, episode_id, round, step, state, content, data_sha256
)
select
    letter_id,
    letter_batch_id,
    person_id,
    practice_code,
    episode_id,
    round,
    step,
    'draft',
    content,
    data_sha256
from wanted_letter
on conflict (letter_id) do update
    set
        letter_batch_id = excluded.letter_batch_id,
        state = 'draft',
        state_reason = null,
        content = excluded.content,
        pdf_sha256 = case when letter.data_sha256 = excluded.data_sha256 then letter.pdf_sha256 end,
        page_count = case when letter.data_sha256 = excluded.data_sha256 then letter.page_count end,
        data_sha256 = excluded.data_sha256
    where letter.state in ('draft', 'cancelled')
