-- Decides what must be told at once of everybody stopped: to each provider, of the newest item that it was handed and
-- may still work from; to the printer, of letters written so lately that they may not be posted yet. A trace that grew
-- too old says nothing new of anybody: the next list goes without them, and nobody is told.
with stopped as (
    select
        person_id,
        reason,
        until_on
    from decisive_stop_on(cast(:as_of as date))
    where
        reason <> 'trace_too_old'
        and (
            cast(:person_ids as text[]) is null
            or person_id = any(cast(:person_ids as text[]))
        )
),

handed as (
    select distinct on (worklist.provider_code, worklist_item.person_id)
        worklist.provider_code as organisation_code,
        worklist_item.person_id,
        worklist_item.worklist_item_id
    from worklist_item
    inner join worklist on worklist_item.worklist_id = worklist.worklist_id
    where
        worklist_item.is_handed_over
        and worklist.as_of >= cast(:as_of as date) - cast(:open_list_days as integer)
    order by worklist.provider_code, worklist_item.person_id, worklist.as_of desc
),

due as (
    select
        handed.organisation_code,
        stopped.person_id,
        handed.worklist_item_id,
        cast(null as text) as letter_id,
        stopped.reason,
        stopped.until_on
    from stopped
    inner join handed on stopped.person_id = handed.person_id
    union all
    select
        'printer',
        stopped.person_id,
        null,
        letter.letter_id,
        stopped.reason,
        stopped.until_on
    from stopped
    inner join letter on stopped.person_id = letter.person_id
    inner join letter_batch on letter.letter_batch_id = letter_batch.letter_batch_id
    where
        letter.state = 'released'
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
                -- That a way is closed was told before: now everything is.
                and (
                    (told.worklist_item_id = due.worklist_item_id and told.about is null)
                    or told.letter_id = due.letter_id
                )
        )
)

insert into withdrawal_notice (
    notice_id, as_of, organisation_code, file_number, person_id, worklist_item_id, letter_id, reason, until_on
)
select
    'n' || left(
        encode(
            sha256(
                convert_to(
                    coalesce(untold.worklist_item_id, untold.letter_id) || cast(
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
    untold.until_on
from untold
returning organisation_code, letter_id
