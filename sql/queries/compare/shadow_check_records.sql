-- A copy of the check records that this transaction alone sees and changes: a comparison stores nothing.
create temporary table check_record on commit drop as
select *
from check_record
