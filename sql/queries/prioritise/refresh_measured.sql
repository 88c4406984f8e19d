-- Made in this transaction, it has no statistics yet: without them the join to it is guessed.
analyze last_measured
