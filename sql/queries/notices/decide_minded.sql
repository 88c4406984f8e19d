-- Decides what must be told at once of what to mind: to each provider, of the newest item that it was handed and may still
-- work from; to the printer, of letters written so lately that they may not be posted yet. Whoever is stopped is told of
-- as stopped.
with said as (
    select
        person_id,
        channel_refusal_id as about,
        'refuses_' || channel as reason,
        cast(null as text) as words
    from channel_refusal
    where not is_told and lifted_on is null and from_on <= cast(:as_of as date) and channel <> 'letter'
    union all
    select
        person_id,
        contact_note_id,
        case
            when code is not null then code
            when read_on is null then 'ask_first'
            else 'words_read'
        end,
        case when is_shown then words end
    from contact_note
    where
        not is_told
        and lifted_on is null
        and from_on <= cast(:as_of as date)
        and words is distinct from ''
        and (code is not null or read_on is null or is_shown)
    union all
    select
        person_id,
        visit_risk_id,
        verdict,
        null
    from visit_risk
    where not is_told and recorded_on <= cast(:as_of as date) and verdict <> 'may_visit'
),

-- Under both numbers of whoever has two.
known as (
    select
        said.person_id,
        said.about,
        said.reason,
        said.words
    from said
    union
    select
        sibling.person_id,
        said.about,
        said.reason,
        said.words
    from said
    inner join same_person as known on said.person_id = known.person_id
    inner join same_person as sibling on known.is_now = sibling.is_now
),

due as (
    select
        handed.organisation_code,
        known.person_id,
        handed.worklist_item_id,
        cast(null as text) as letter_id,
        known.about,
        known.reason,
        known.words
    from known
    cross join
        lateral (
            select distinct on (worklist.provider_code)
                worklist.provider_code as organisation_code,
                worklist_item.worklist_item_id
            from worklist_item
            inner join worklist on worklist_item.worklist_id = worklist.worklist_id
            where
                worklist_item.person_id = known.person_id
                and worklist_item.is_handed_over
                and worklist.as_of >= cast(:as_of as date) - cast(:open_list_days as integer)
            order by worklist.provider_code, worklist.as_of desc
        ) as handed
    union all
    select
        'printer',
        letter.person_id,
        null,
        letter.letter_id,
        'letters_closed',
        'letters_closed',
        null
    from closed_channels_on(cast(:as_of as date)) as closed
    inner join letter on closed.person_id = letter.person_id
    inner join letter_batch on letter.letter_batch_id = letter_batch.letter_batch_id
    where
        closed.channel = 'letter'
        and letter.state = 'released'
        and letter_batch.is_written
        and letter_batch.released_on >= cast(:as_of as date) - cast(:printer_days as integer)
),

untold as (
    select due.*
    from due
    where
        not exists (
            select 1
            from withdrawal_notice as told
            where
                not told.is_over
                and (
                    (
                        told.worklist_item_id = due.worklist_item_id
                        and (told.about is null or (told.about = due.about and told.reason = due.reason))
                    )
                    or told.letter_id = due.letter_id
                )
        )
        and (
            cast(:person_ids as text[]) is null
            or due.person_id = any(cast(:person_ids as text[]))
        )
)

insert into withdrawal_notice (
    notice_id, as_of, organisation_code, file_number, person_id, worklist_item_id, letter_id, reason, about, words
)
select
    'n' || left(
        encode(
            sha256(
                convert_to(
                    coalesce(untold.worklist_item_id, untold.letter_id) || untold.about || untold.reason || cast(
                        (
                            select count(*)
                            from withdrawal_notice as past
                            where
                                past.worklist_item_id = untold.worklist_item_id
                                or past.letter_id = untold.letter_id
                        ) as text
                    ),
                    'UTF8'
                )
            ),
            'hex'
        ),
        16
    ),
    cast(:as_of as date),
    untold.organisation_code,
    1 + coalesce(
        (
            select max(earlier.file_number)
            from withdrawal_notice as earlier
            where
                earlier.as_of = cast(:as_of as date)
                and earlier.organisation_code = untold.organisation_code
        ),
        0
    ),
    untold.person_id,
    untold.worklist_item_id,
    untold.letter_id,
    untold.reason,
    untold.about,
    untold.words
from untold
returning organisation_code, letter_id
