-- The tables of an extract in the practice's own words.
select
    part,
    name,
    ending,
    is_sheet,
    labels,
    group_titles,
    heading,
    hidden_positions
from extract_table
where extract_id = :extract_id
order by part
