-- Holds extracts of which too large a share of rows was set aside: the export is damaged, not its rows.
update extract
set
    fate = 'held',
    fate_reason = 'too_many_set_aside',
    fate_detail = 'Rows set aside: ' || extract.rows_quarantined || ' of ' || extract.rows_read || '.'
from extract_measure
where
    extract.extract_id = extract_measure.extract_id
    and extract.fate = 'reconciling'
    and not extract_measure.is_released
    and extract.rows_quarantined >= cast(:fewest_to_judge as integer)
    and extract.rows_quarantined * 100 > extract.rows_read * cast(:largest_set_aside_percent as integer)
