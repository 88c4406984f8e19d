-- The last rank of each provider's overdue people: what is due after a check comes behind them.
select
    provider_code,
    max(rank) as last_rank
from plan_item
where as_of = cast(:as_of as date) and disposition = 'listed'
group by provider_code
