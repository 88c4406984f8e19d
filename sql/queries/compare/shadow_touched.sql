-- The same for whose entries changed since: they stay noted for the next run.
create temporary table observation_touched on commit drop as
select *
from observation_touched
