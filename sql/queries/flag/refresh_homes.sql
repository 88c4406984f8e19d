-- What was made in this transaction has no statistics yet: without them the joins over every entry are guessed.
analyze home_now
