-- Single values of somebody that are not counted: of which element, and why; nothing of their words.
select
    value_set_aside.extract_id,
    extract.practice_code,
    extract.extract_on,
    value_set_aside.part,
    value_set_aside.line_no,
    value_set_aside.element,
    value_set_aside.reason
from value_set_aside
inner join extract on value_set_aside.extract_id = extract.extract_id
where value_set_aside.person_id = :person_id and extract.first_as_of <= cast(:as_of as date)
order by extract.extract_on, value_set_aside.extract_id, value_set_aside.line_no, value_set_aside.element
