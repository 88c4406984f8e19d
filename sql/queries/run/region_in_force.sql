-- The newest version of a region pack that was loaded.
select
    region_version_id,
    content
from region_version
order by loaded_order desc
limit 1
