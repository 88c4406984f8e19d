-- Holds full extracts with far fewer people than the register in force: half a register would make leavers of the rest.
update extract
set
    fate = 'held',
    fate_reason = 'register_shrank',
    fate_detail = 'People now: ' || extract_measure.people || ', last time: ' || extract_measure.people_before || '.'
from extract_measure
where
    extract.extract_id = extract_measure.extract_id
    and extract.fate = 'reconciling'
    and not extract_measure.is_released
    and extract_measure.people_before - extract_measure.people >= cast(:fewest_to_judge as integer)
    and (extract_measure.people_before - extract_measure.people) * 100
    > extract_measure.people_before * cast(:largest_shrink_percent as integer)
