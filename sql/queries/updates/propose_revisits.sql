-- Once a year a practice is asked whether a refusal or a complaint still stands that keeps us from somebody of theirs: on
-- each anniversary of the day we first knew, and never within a year of having asked. A refused channel is asked about where
-- nothing else keeps us away. Nobody is asked about the dead or the moved.
insert into proposed_update (
    register_update_id, practice_code, person_id, section, kind, effective_on, content, first_as_of
)
with said as (
    select
        person_id,
        reason as what,
        cast(null as text) as channel,
        from_on
    from stop
    where
        reason in ('refuses_outreach', 'complaint')
        and from_on <= cast(:as_of as date)
        and (until_on is null or until_on >= cast(:as_of as date))
        and (lifted_on is null or lifted_on > cast(:as_of as date))
    union all
    -- A register says no day: it is the one on which a file of theirs first said so, or said so again.
    select
        registration.person_id,
        'refuses_outreach',
        null,
        max(extract.first_as_of)
    from registration
    inner join extract on registration.practice_code = extract.practice_code
    inner join register_change
        on
            extract.extract_id = register_change.extract_id
            and registration.person_id = register_change.person_id
    where
        registration.refuses_outreach
        and extract.first_as_of <= cast(:as_of as date)
        and (register_change.change = 'new' or 'refuses_outreach' = any(register_change.columns))
    group by registration.person_id, registration.practice_code
    union all
    select
        person_id,
        'channel',
        channel,
        from_on
    from channel_refusal
    where
        from_on <= cast(:as_of as date)
        and (lifted_on is null or lifted_on > cast(:as_of as date))
),

-- Under the number that goes on.
standing as (
    select
        coalesce(same_person.is_now, said.person_id) as person_id,
        bool_or(said.what = 'complaint') as has_complained,
        bool_or(said.what <> 'channel') as is_of_service,
        coalesce(min(said.from_on) filter (where said.what <> 'channel'), min(said.from_on)) as since_on,
        array_agg(distinct said.channel order by said.channel) filter (where said.channel is not null) as channels
    from said
    left join same_person on said.person_id = same_person.person_id
    group by coalesce(same_person.is_now, said.person_id)
),

counted as (
    select
        standing.*,
        cast(
            extract(year from cast(:as_of as date)) - extract(year from standing.since_on)
            - case
                when
                    standing.since_on
                    + make_interval(
                        years => cast(
                            extract(year from cast(:as_of as date)) - extract(year from standing.since_on) as integer
                        )
                    ) > cast(:as_of as date) then 1
                else 0
            end as integer
        ) as years
    from standing
),

asked as (
    select
        'u' || left(
            encode(
                sha256(
                    convert_to(
                        'revisit' || status.practice_code || counted.person_id || counted.since_on || counted.years, 'UTF8'
                    )
                ),
                'hex'
            ),
            16
        ) as register_update_id,
        status.practice_code,
        counted.person_id,
        case
            when counted.has_complained then 'revisit_complaint'
            when counted.is_of_service then 'revisit_refusal'
            else 'revisit_channel'
        end as kind,
        cast(counted.since_on + make_interval(years => counted.years) as date) as effective_on,
        case
            when counted.is_of_service then cast('{}' as jsonb) else jsonb_build_object('channels', counted.channels)
        end as content
    from counted
    inner join recall_status as status on counted.person_id = status.person_id and status.to_run_id is null
    where
        counted.years >= 1
        and status.status not in (
            'died', 'left', 'superseded_number', 'test_number', 'contradiction', 'on_two_registers'
        )
        and not exists (
            select 1
            from stops_on(cast(:as_of as date)) as stopped
            where
                stopped.person_id = counted.person_id
                and stopped.reason in (
                    'died', 'reported_dead', 'moved_away', 'reported_moved', 'trace_registered_elsewhere'
                )
        )
)

select
    asked.register_update_id,
    asked.practice_code,
    asked.person_id,
    'please_answer',
    asked.kind,
    asked.effective_on,
    asked.content,
    cast(:as_of as date)
from asked
where
    not exists (
        select 1
        from register_update as earlier
        where
            earlier.practice_code = asked.practice_code
            and earlier.person_id = asked.person_id
            and earlier.register_update_id <> asked.register_update_id
            and earlier.kind in ('revisit_refusal', 'revisit_complaint', 'revisit_channel')
            and earlier.sent_as_of > cast(:as_of as date) - interval '1 year'
    )
on conflict do nothing
