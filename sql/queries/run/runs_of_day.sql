-- How many runs of a day there were.
select count(*)
from run
where as_of = :as_of
