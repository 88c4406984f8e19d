-- Who has no check record: new, or theirs no longer holds; kept for this transaction as to_gather.
create temporary table to_gather on commit drop as
select
    person_id,
    reference_on
from home_now
where
    not exists (
        select 1
        from check_record
        where check_record.person_id = home_now.person_id
    )
