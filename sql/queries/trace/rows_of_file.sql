-- The rows of an answer that was taken before.
select count(*)
from trace_answer
where file_sha256 = :file_sha256
