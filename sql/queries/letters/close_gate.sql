-- The send gate: every stop, a refusal of letters, the status, coverage, the register's age, the address, the last
-- contact and the practice's own invitation are asked again in the transaction that releases, and the plan and the
-- register themselves, which may have moved on since the letter was drafted. Whoever fails is taken out, with the reason;
-- what is not known is a failure.
with
newest as (
    select
        practice_code,
        max(extract_on) as extract_on
    from extract
    where fate = 'accepted' and extract_on <= cast(:as_of as date)
    group by practice_code
),

stopped as (
    select
        person_id,
        reason
    from no_letter_on(cast(:as_of as date))
),

refused as (
    select
        letter.letter_id,
        case
            when stopped.reason is not null then stopped.reason
            when recall_status.status is null then 'no_status'
            when recall_status.outreach_route is null then recall_status.status
            when letter.practice_code <> recall_status.practice_code then 'moved_practice'
            when coalesce(registration.state, 'left') <> 'registered' or registration.deregistered_on is not null
                then 'left'
            when coalesce(covering.coverage_state, 'unknown') <> 'covered'
                then coalesce(covering.coverage_reason, 'no_provider')
            when covering.provider_code <> letter_batch.provider_code then 'provider_changed'
            when
                newest.extract_on is null
                or newest.extract_on < cast(:as_of as date) - cast(:register_too_old_after_days as integer)
                then 'register_too_old'
            when coalesce(plan_item.disposition, 'unknown') <> 'listed'
                then coalesce(plan_item.disposition_reason, 'no_longer_due')
            when
                not coalesce(
                    letter.content -> 'home' = jsonb_build_array(
                        registration.address_1,
                        registration.address_2,
                        registration.address_3,
                        registration.address_4,
                        registration.address_5,
                        registration.postcode
                    ),
                    false
                ) then 'address_changed'
            when
                exists (
                    select 1
                    from contact_attempt
                    where
                        contact_attempt.person_id = letter.person_id
                        and contact_attempt.is_unasked
                        and contact_attempt.channel <> 'practice'
                        and contact_attempt.outcome not in ('entered_in_error', 'asked_others')
                        and contact_attempt.contacted_on
                        > cast(:as_of as date) - cast(:minimum_days_between_contacts as integer)
                ) then 'contacted_recently'
            when
                practice_waits_until(
                    registration.last_invited_on, agreed.weeks_after_invitation, cast(:as_of as date)
                ) is not null then 'practice_invited'
            when letter.pdf_sha256 is null then 'not_typeset'
        end as reason
    from letter
    inner join letter_batch on letter.letter_batch_id = letter_batch.letter_batch_id
    left join recall_status on letter.person_id = recall_status.person_id and recall_status.to_run_id is null
    left join stopped on letter.person_id = stopped.person_id
    left join registration
        on letter.practice_code = registration.practice_code and letter.person_id = registration.person_id
    left join plan_item on letter_batch.as_of = plan_item.as_of and letter.person_id = plan_item.person_id
    left join practice_on(cast(:as_of as date)) as covering on letter.practice_code = covering.practice_code
    left join newest on letter.practice_code = newest.practice_code
    left join local_plan_on(cast(:as_of as date)) as agreed on covering.pcn_code = agreed.pcn_code
    where letter.state = 'draft' and letter_batch.state = 'drafted'
)

update letter
set
    state = 'cancelled',
    state_reason = refused.reason
from refused
where letter.letter_id = refused.letter_id and refused.reason is not null
returning letter.letter_id, letter.state_reason
