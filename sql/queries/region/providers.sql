-- Who are the providers of the region in force, and how many coverage rows name each?
select
    provider.provider_code,
    provider.name,
    provider.outward_name,
    provider.phone,
    count(coverage.provider_code) as coverage_rows
from region_provider as provider
left join region_coverage as coverage on provider.provider_code = coverage.provider_code
group by provider.provider_code, provider.name, provider.outward_name, provider.phone
order by provider.provider_code
