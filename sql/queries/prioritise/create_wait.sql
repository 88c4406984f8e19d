-- Where this transaction keeps who waits for room, until it is applied as one set.
create temporary table wait_for_room (
    person_id text primary key,
    reason text not null,
    waiting_before integer not null
) on commit drop
