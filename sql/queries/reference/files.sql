-- Which reference files were read, and of which day do they speak?
select
    file_name,
    kind,
    vintage_on,
    row_count,
    passed_over_count,
    loaded_at
from reference_file
order by loaded_order
