-- Bands, and the place of everybody who may be contacted on the provider's list. No weights: what was agreed with
-- somebody first, then the first band of which somebody has a reason, rounds that have begun, and each entry of the
-- order in turn. An entry is the codes that count as having it, or a measure; the last to decide is a keyed hash.
with ordered as (
    select
        plan_item.person_id,
        plan_item.provider_code,
        plan_item.disposition,
        'agreed_with_person' = any(plan_item.reasons) as is_agreed,
        'round_started' = any(plan_item.reasons) as is_started,
        -- Somebody of no band comes last and is not lost.
        (
            select coalesce(min(banded.band), cast(:bands as integer) + 1)
            from unnest(cast(:band_reasons as text[]), cast(:band_numbers as integer[])) as banded (reason, band)
            where banded.reason = any(plan_item.reasons)
        ) as band,
        array(
            select
                case entry.codes
                    -- Nothing recorded at all is the longest gap.
                    when 'longest_gap' then coalesce(recall_status.last_element_on - date '0001-01-01', -1)
                    when 'most_missing'
                        then
                            -cardinality(recall_status.missing_elements)
                            - cardinality(recall_status.declined_elements)
                            - cardinality(recall_status.out_of_date_elements)
                    else cast(not (string_to_array(entry.codes, ' ') && plan_item.reasons) as integer)
                end
            from unnest(cast(:order_entries as text[])) with ordinality as entry (codes, place)
            order by entry.place
        ) as place_in_band
    from plan_item
    inner join recall_status on plan_item.person_id = recall_status.person_id and recall_status.to_run_id is null
    where plan_item.as_of = cast(:as_of as date)
),

ranked as (
    select
        person_id,
        band,
        row_number() over (
            partition by provider_code, disposition
            order by
                is_agreed desc,
                band asc,
                is_started desc,
                place_in_band asc,
                person_id asc
        ) as place_in_order
    from ordered
)

update plan_item
set
    band = ranked.band,
    rank = case when plan_item.disposition = 'listed' then ranked.place_in_order end
from ranked
where plan_item.as_of = cast(:as_of as date) and plan_item.person_id = ranked.person_id
