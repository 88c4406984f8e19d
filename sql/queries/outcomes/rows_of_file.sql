-- The rows of a returned list that was read before.
select count(*)
from outcome_row
where file_sha256 = :file_sha256
