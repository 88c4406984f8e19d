-- A first run fills an empty table within one transaction: without statistics its joins are guessed.
analyze check_record
