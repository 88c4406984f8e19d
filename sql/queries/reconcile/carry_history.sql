-- What was done for somebody under an old NHS number goes on under the new one: episodes, contacts, results. Where
-- both have an episode open, the old one ends and its contacts count in the other. Stops need no carrying: they count
-- under both numbers.
with joined as (
    select
        same_person.person_id as was,
        same_person.is_now,
        open_episode.episode_id as open_id
    from same_person
    left join episode as open_episode
        on same_person.is_now = open_episode.person_id and open_episode.closed_on is null
    where same_person.person_id <> same_person.is_now
),

superseded as (
    select
        joined.is_now,
        joined.open_id,
        episode.episode_id
    from joined
    inner join episode on joined.was = episode.person_id
    where joined.open_id is not null and episode.closed_on is null
),

episodes as (
    update episode
    set
        person_id = joined.is_now,
        closed_on = case
            when joined.open_id is not null then coalesce(episode.closed_on, episode.opened_on) else episode.closed_on
        end,
        close_reason = case
            when joined.open_id is not null then coalesce(episode.close_reason, 'superseded_number')
            else episode.close_reason
        end
    from joined
    where episode.person_id = joined.was
),

contacts as (
    update contact_attempt
    set
        person_id = joined.is_now,
        episode_id = coalesce(
            (
                select superseded.open_id
                from superseded
                where superseded.episode_id = contact_attempt.episode_id
            ),
            contact_attempt.episode_id
        )
    from joined
    where contact_attempt.person_id = joined.was
),

results as (
    select
        observation.*,
        joined.is_now
    from observation
    inner join joined on observation.person_id = joined.was
)

insert into observation (
    practice_code, person_id, element, observed_on, is_declined, is_precise, value, unit, term, first_extract_id,
    retracted_by_extract_id
)
select
    practice_code,
    is_now,
    element,
    observed_on,
    is_declined,
    is_precise,
    value,
    unit,
    term,
    first_extract_id,
    retracted_by_extract_id
from results
on conflict do nothing
