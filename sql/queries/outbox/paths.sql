-- The files of one kind that a day has put into the outbox.
select path
from outbox_file
where as_of = :as_of and kind = :kind
order by path
