-- Which numbers stand on the lists of the region in force, besides the national ones?
select
    said.key as what,
    'everywhere' as place,
    cast(null as text) as team,
    said.value as phone
from region_in_force as region
cross join lateral jsonb_each_text(coalesce(region.content -> 'safety', '{}')) as said
where said.key like '%phone' and said.value is not null
union all
select
    'safeguarding_team' as what,
    place.name as place,
    listed.team,
    listed.phone
from region_in_force as region
cross join
    lateral jsonb_to_recordset(coalesce(region.content -> 'safeguarding_teams', '[]')) as listed (
        place_code text, team text, phone text
    )
inner join region_place as place on listed.place_code = place.place_code
order by what, place
