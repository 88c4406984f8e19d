-- Whether this transaction may work beside others that share the run lock: false while a whole run holds it.
select pg_try_advisory_xact_lock_shared(736102)
