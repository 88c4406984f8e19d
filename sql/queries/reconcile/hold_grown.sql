-- Holds full extracts with far more people than the register in force: another register may have been exported.
update extract
set
    fate = 'held',
    fate_reason = 'register_grew',
    fate_detail = 'People now: ' || extract_measure.people || ', last time: ' || extract_measure.people_before || '.'
from extract_measure
where
    extract.extract_id = extract_measure.extract_id
    and extract.fate = 'reconciling'
    and not extract_measure.is_released
    and extract_measure.people - extract_measure.people_before >= cast(:fewest_to_judge as integer)
    and (extract_measure.people - extract_measure.people_before) * 100
    > extract_measure.people_before * cast(:largest_growth_percent as integer)
