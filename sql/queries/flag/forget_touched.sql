-- Every change of entries noted so far is in the check records, or will be gathered with them.
delete from observation_touched
