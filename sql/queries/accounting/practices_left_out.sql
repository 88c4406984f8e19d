-- Practices whose overdue people reach no provider for a reason an engineer or a manager can mend.
select
    accounting.scope_code,
    practice.name,
    accounting.reason,
    accounting.people
from accounting
inner join practice on accounting.scope_code = practice.practice_code
where
    accounting.as_of = :as_of
    and accounting.scope = 'overdue'
    and (
        accounting.line in ('uncovered', 'no_agreement')
        or accounting.reason in ('register_too_old', 'accounting_failed')
    )
order by accounting.reason, accounting.scope_code
