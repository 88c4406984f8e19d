-- What outreach did: released letters and returned outcomes, never a draft; what was booked or done goes with it. A
-- safeguarding concern leaves the tool: it is rung through, and no file speaks of it. Who would come to a check is booked
-- by the practice, unless somebody else delivers checks there.
insert into proposed_update (
    register_update_id, practice_code, person_id, section, kind, effective_on, content, first_as_of
)
select
    'u' || left(
        -- More said of the same contact after a practice was told of it is told as well.
        encode(sha256(convert_to('contact' || attempt.contact_attempt_id || coalesce(more.said, ''), 'UTF8')), 'hex'),
        16
    ),
    attempt.practice_code,
    attempt.person_id,
    case
        when attempt.outcome in ('reported_dead', 'moved_away', 'not_eligible', 'urgent_result') then 'please_answer'
        when attempt.outcome = 'wrong_contact_details' then 'please_correct'
        when attempt.outcome = 'please_book' and delivering.pcn_code is null then 'please_book'
        when attempt.outcome = 'no_availability' then 'please_book'
        else 'record_contact'
    end,
    case
        when attempt.outcome = 'sent' then 'letter_sent'
        when attempt.outcome = 'please_book' and delivering.pcn_code is not null then 'booking_asked'
        else attempt.outcome
    end,
    attempt.contacted_on,
    jsonb_build_object(
        'provider_code', attempt.provider_code,
        'channel', attempt.channel,
        'outcome', attempt.outcome,
        'source', attempt.source
    )
    || jsonb_strip_nulls(jsonb_build_object('note', attempt.note))
    || coalesce(booked.content, reported.content, '{}'),
    cast(:as_of as date)
from contact_attempt as attempt
left join practice_on(cast(:as_of as date)) as covering on attempt.practice_code = covering.practice_code
left join check_provider_on(cast(:as_of as date)) as delivering on covering.pcn_code = delivering.pcn_code
left join lateral (
    select
        jsonb_strip_nulls(
            jsonb_build_object(
                'held_on', appointment.held_on,
                'held_at', appointment.held_at,
                'held_where', appointment.held_where,
                'held_by', appointment.held_by
            )
        ) as content
    from appointment
    where appointment.contact_attempt_id = attempt.contact_attempt_id
) as booked on true
left join lateral (
    select
        jsonb_build_object('done', report.elements)
        || jsonb_strip_nulls(
            jsonb_build_object(
                'declined', report.declined_elements,
                'delivered_by', report.delivered_by,
                'results_held_by', report.results_held_by,
                'results_sent_on', report.results_sent_on
            )
        ) as content
    from check_report as report
    where report.contact_attempt_id = attempt.contact_attempt_id
) as reported on true
cross join
    lateral (
        select
            case
                when attempt.taken_on is not null
                    then coalesce(attempt.note, '') || coalesce(cast(coalesce(booked.content, reported.content) as text), '')
            end as said
    ) as more
where
    attempt.contacted_on <= cast(:as_of as date)
    and attempt.outcome not in ('entered_in_error', 'safeguarding')
    and (
        attempt.outcome <> 'please_book'
        or attempt.contact_attempt_id in (
            select asked.contact_attempt_id
            from open_booking_request_on(cast(:as_of as date)) as asked
        )
    )
on conflict do nothing
