-- What to mind counts at once: which ways are closed, what is told to whoever has a list or a letter, and when a practice
-- is asked about a refusal again.

-- What somebody said stays, as a stop does, where the file by which we knew them is withdrawn or still waits.
alter table channel_refusal drop constraint channel_refusal_person_id_fkey;
alter table contact_note drop constraint contact_note_person_id_fkey;
alter table visit_risk drop constraint visit_risk_person_id_fkey;

-- `is_told`: whoever has a list or a letter outside was told. Said by command it is false until then; what a worker said
-- with an outcome they know.
alter table channel_refusal add column is_told boolean not null default true;
alter table contact_note
add column is_told boolean not null default true,
add column read_why text;
alter table visit_risk
add column is_told boolean not null default true,
-- A word said last week and recorded today was not known yesterday.
add column recorded_on date,
add column recorded_order bigint generated always as identity;

-- `about`: the refusal, note or word on visiting that a notice tells of; null of a stop, which tells to leave everything.
-- `words`: of a note that a named person has read and lets workers see.
alter table withdrawal_notice
add column about text,
add column words text;
drop index one_open_notice_an_item;
create unique index one_open_notice_an_item on withdrawal_notice (worklist_item_id, coalesce(about, ''))
where not is_over;

-- The channels that a code of the closed list closes; a test keeps it the same as the list.
create function channels_closed_by(code text)
returns text[]
language sql
immutable
as $$
    select
        case
            when code = 'not_to_the_home' then array['letter', 'visit']
            when code = 'phone_is_shared' then array['text']
            when code = 'meet_elsewhere' then array['visit']
            when code in ('through_a_carer', 'through_the_key_worker', 'ask_first')
                then array['letter', 'text', 'call', 'visit', 'email']
            else cast('{}' as text[])
        end
$$;

-- What to mind on a day: codes of the closed list, and the words a named person has read. Words nobody has read yet
-- count as `ask_first`: they may say that no letter must come.
create or replace function safe_contact_on(as_of date)
returns table (person_id text, codes text[], words text[])
language sql
stable
as $$
    select
        minded.person_id,
        coalesce(array_agg(distinct minded.code order by minded.code) filter (where minded.code is not null), '{}'),
        coalesce(
            array_agg(minded.words order by minded.from_on, minded.contact_note_id)
            filter (where minded.words is not null),
            '{}'
        )
    from (
        select
            note.person_id,
            note.contact_note_id,
            note.from_on,
            case when note.words is not null and (note.read_on is null or note.read_on > as_of) then 'ask_first' else note.code end
            as code,
            case when note.is_shown and note.read_on <= as_of then note.words end as words
        from contact_note as note
        where
            note.from_on <= as_of
            and (note.lifted_on is null or note.lifted_on > as_of)
            -- Left of somebody who was protected since.
            and note.words is distinct from ''
    ) as minded
    where num_nonnulls(minded.code, minded.words) > 0
    group by minded.person_id
$$;

-- The newest word on visiting somebody, as it was known on a day, where its review is not overdue. Of two words of one day
-- the one recorded last.
create or replace function visit_risk_on(as_of date)
returns table (person_id text, verdict text, review_on date)
language sql
stable
as $$
    select
        newest.person_id,
        newest.verdict,
        newest.review_on
    from (
        select distinct on (risk.person_id)
            risk.person_id,
            risk.verdict,
            risk.review_on
        from visit_risk as risk
        where risk.said_on <= as_of and coalesce(risk.recorded_on, risk.said_on) <= as_of
        order by risk.person_id, risk.said_on desc, risk.recorded_order desc
    ) as newest
    where newest.review_on >= as_of
$$;

-- The channels nobody uses for somebody on a day: refused by them, or closed by what is to be minded; under both NHS
-- numbers of whoever has two.
create function closed_channels_on(as_of date)
returns table (person_id text, channel text)
language sql
stable
as $$
    with closed as (
        select
            refused.person_id,
            unnest(refused.channels) as channel
        from refused_channels_on(as_of) as refused
        union
        select
            minded.person_id,
            closing.channel
        from safe_contact_on(as_of) as minded
        cross join lateral unnest(minded.codes) as each_code (code)
        cross join lateral unnest(channels_closed_by(each_code.code)) as closing (channel)
    )

    select
        closed.person_id,
        closed.channel
    from closed
    union
    select
        sibling.person_id,
        closed.channel
    from closed
    inner join same_person as known on closed.person_id = known.person_id
    inner join same_person as sibling on known.is_now = sibling.is_now
$$;

-- Who gets no letter on a day and why: whoever is stopped, and whoever refuses letters or must have none.
create function no_letter_on(as_of date)
returns table (person_id text, reason text)
language sql
stable
as $$
    with stopped as (
        select
            decisive.person_id,
            decisive.reason
        from decisive_stop_on(as_of) as decisive
    )

    select
        stopped.person_id,
        stopped.reason
    from stopped
    union all
    select
        closed.person_id,
        case
            when exists (
                select 1
                from channel_refusal as refusal
                where
                    refusal.person_id = closed.person_id
                    and refusal.channel = 'letter'
                    and refusal.from_on <= as_of
                    and (refusal.lifted_on is null or refusal.lifted_on > as_of)
            ) then 'channel_refused'
            else 'not_safe_by_letter'
        end
    from closed_channels_on(as_of) as closed
    where
        closed.channel = 'letter'
        and not exists (
            select 1
            from stopped
            where stopped.person_id = closed.person_id
        )
$$;
