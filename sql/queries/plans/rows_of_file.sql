-- The rows of a returned file's sheets of plans that were read before.
select count(*)
from outcome_row
where file_sha256 = :file_sha256 and sheet like 'My plans%'
