-- Where this transaction keeps what practices are to be told, until the updates are brought up to it.
create temporary table proposed_update (like register_update including constraints including indexes) on commit drop
