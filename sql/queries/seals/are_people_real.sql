-- What the database was made for.
select is_live
from database_mode
