-- Rows set aside that are still open: what is wrong with them, by file and line.
insert into proposed_update (
    register_update_id, practice_code, person_id, section, kind, effective_on, content, first_as_of
)
select
    'u' || left(
        encode(
            sha256(
                convert_to(
                    'row' || extract.practice_code || coalesce(quarantine.nhs_number, quarantine.cells ->> 'nhs_number', '')
                    || array_to_string(quarantine.reasons, ',') || quarantine.part || quarantine.line_no
                    || extract.extract_id,
                    'UTF8'
                )
            ),
            'hex'
        ),
        16
    ),
    extract.practice_code,
    null,
    'please_correct',
    'row_set_aside',
    extract.extract_on,
    jsonb_build_object(
        'reasons', quarantine.reasons,
        'line_no', quarantine.line_no,
        'place', quarantine.place,
        'nhs_number', coalesce(quarantine.nhs_number, quarantine.cells ->> 'nhs_number', ''),
        'surname', coalesce(quarantine.cells ->> 'family_name', ''),
        'given_name', coalesce(quarantine.cells ->> 'given_name', ''),
        'is_restricted', quarantine.is_restricted
    ),
    cast(:as_of as date)
from quarantine
inner join extract on quarantine.extract_id = extract.extract_id
where
    quarantine.closed_by_extract_id is null
    and extract.fate = 'accepted'
    -- Entries of a person whose own row was set aside come right with that row: asking once is enough.
    and quarantine.reasons <> '{person_set_aside}'
on conflict do nothing
