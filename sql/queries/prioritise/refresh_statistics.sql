-- As for the statuses: the plan's tables are filled and joined in one transaction.
analyze episode, plan_item, quarantine, staged_change
