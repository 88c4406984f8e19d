-- Holds extracts whose files, byte for byte, were accepted under a day longer ago than one rhythm of the practice:
-- an old file under a new name. A register in which nothing changed for that long is possible, and asked about.
with content as (
    select
        extract.extract_id,
        extract.practice_code,
        extract.extract_on,
        extract.fate,
        array_agg(extract_file.file_sha256 order by extract_file.file_sha256) as files
    from extract
    inner join extract_file on extract.extract_id = extract_file.extract_id
    where
        extract.fate in ('reconciling', 'accepted')
        and extract.practice_code in (
            select arrived.practice_code
            from extract as arrived
            where arrived.fate = 'reconciling'
        )
    group by extract.extract_id
),

repeated as (
    select
        arrived.extract_id,
        arrived.practice_code,
        arrived.extract_on,
        min(earlier.extract_on) as earlier_on
    from content as arrived
    inner join content as earlier on arrived.practice_code = earlier.practice_code and arrived.files = earlier.files
    where arrived.fate = 'reconciling' and earlier.fate = 'accepted'
    group by arrived.extract_id, arrived.practice_code, arrived.extract_on
)

update extract
set
    fate = 'held',
    fate_reason = 'same_as_earlier',
    fate_detail = 'Dated ' || repeated.extract_on || '; the same content: ' || repeated.earlier_on || '.'
from repeated
inner join extract_measure on repeated.extract_id = extract_measure.extract_id
left join practice_profile on repeated.practice_code = practice_profile.practice_code
where
    extract.extract_id = repeated.extract_id
    and not extract_measure.is_released
    and repeated.extract_on - repeated.earlier_on > coalesce(practice_profile.expected_every_days, 30)
