-- Which version of the region pack is in force, with the hash of its content?
select
    region_version_id,
    region_code,
    name,
    content_hash,
    loaded_at
from region_version
order by loaded_order desc
limit 1
