-- Holds full-history extracts that reach back less far than the years asked for, where the one before reached
-- further: what they no longer show would be taken for deleted. One stray old date is no history.
update extract
set
    fate = 'held',
    fate_reason = 'history_shorter',
    fate_detail = 'People with results of ' || cast(:years_of_history as integer) || ' years ago now: '
    || extract_measure.people_with_history || ', last time: ' || extract_measure.people_with_history_before || '.'
from extract_measure
where
    extract.extract_id = extract_measure.extract_id
    and extract.fate = 'reconciling'
    and not extract_measure.is_released
    and extract_measure.people_with_history_before >= cast(:fewest_to_judge as integer)
    and extract_measure.people_with_history * 20 < extract_measure.people_with_history_before
