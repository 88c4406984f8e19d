-- Files held, rejected by no person's decision, or withdrawn, with the reason and where they lay.
select
    extract.practice_code,
    extract.fate,
    extract.fate_reason,
    extract.fate_detail,
    (
        select string_agg(extract_file.inbox_path, ', ' order by extract_file.part)
        from extract_file
        where extract_file.extract_id = extract.extract_id
    ) as inbox_paths
from extract
where extract.fate in ('held', 'rejected', 'withdrawn') and extract.fate_reason <> 'refused'
order by extract.practice_code, extract.extract_id
