-- Holds full extracts that know too few of the people of the register in force: another practice's people, perhaps.
update extract
set
    fate = 'held',
    fate_reason = 'too_few_recognised',
    fate_detail = 'Recognised: ' || extract_measure.people_recognised || ' of ' || extract_measure.people_before
    || ' people.'
from extract_measure
where
    extract.extract_id = extract_measure.extract_id
    and extract.fate = 'reconciling'
    and not extract_measure.is_released
    and extract_measure.people_before - extract_measure.people_recognised >= cast(:fewest_to_judge as integer)
    and extract_measure.people_recognised * 100
    < extract_measure.people_before * cast(:smallest_recognised_percent as integer)
