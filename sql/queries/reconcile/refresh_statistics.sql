-- Bulk-loaded tables have no statistics until autovacuum comes by; without them the joins are guessed.
analyze extract, person, landed_person, landed_observation, seen_number, registration, observation, staged_change
