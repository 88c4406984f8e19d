-- Which version of the region pack is in force, with its content and the hash of that?
select
    region_version_id,
    region_code,
    name,
    content_hash,
    content,
    loaded_at
from region_version
order by loaded_order desc
limit 1
