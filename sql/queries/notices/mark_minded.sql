-- What to mind was told to whoever has a list or a letter outside, or nobody has one.
with refusals as (
    update channel_refusal
    set is_told = true
    where
        not is_told
        and from_on <= cast(:as_of as date)
        and (
            cast(:person_ids as text[]) is null
            or person_id = any(cast(:person_ids as text[]))
        )
),

risks as (
    update visit_risk
    set is_told = true
    where
        not is_told
        and recorded_on <= cast(:as_of as date)
        and (
            cast(:person_ids as text[]) is null
            or person_id = any(cast(:person_ids as text[]))
        )
)

update contact_note
set is_told = true
where
    not is_told
    and from_on <= cast(:as_of as date)
    and (
        cast(:person_ids as text[]) is null
        or person_id = any(cast(:person_ids as text[]))
    )
