-- What was made in this transaction has no statistics yet: whether few or all are gathered decides how.
analyze to_gather
