-- What was made in this transaction has no statistics yet.
analyze check_record
