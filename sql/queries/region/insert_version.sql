-- Adds a version; content that was in force before and comes back gets the next number behind its hash.
insert into region_version (region_version_id, region_code, name, content_hash, content)
select
    left(:content_hash, 12) || case when count(*) = 0 then '' else '-' || (count(*) + 1) end as region_version_id,
    cast(:region_code as text) as region_code,
    cast(:region_name as text) as name,
    cast(:content_hash as text) as content_hash,
    cast(:content as jsonb) as content
from region_version as earlier
where earlier.content_hash = :content_hash
returning region_version_id
