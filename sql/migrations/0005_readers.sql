-- Deltas: who a file says has left, and which results it says were deleted.

create table removed_number (
    extract_id text not null references extract,
    nhs_number text not null,
    primary key (extract_id, nhs_number)
);

alter table landed_observation add column is_removed boolean not null default false;
