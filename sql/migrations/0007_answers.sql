-- What practices' answers are made of, and what became of archived files.

-- A file of corrected rows only: it adds and corrects, it never says that somebody or something is gone.
alter table extract add column is_correction boolean not null default false;

alter table source_file add column deleted_on date;

-- The tables of an extract in the practice's own words: its labels, column groups and headings.
create table extract_table (
    extract_id text not null references extract,
    part integer not null,
    name text not null,
    ending text not null,
    is_sheet boolean not null,
    labels jsonb not null,
    group_titles jsonb,
    heading jsonb not null,
    -- Positions that are left out for protected people: addresses, phones, and whatever was not understood.
    hidden_positions integer[] not null,
    primary key (extract_id, part)
);

-- Rows set aside, as they were sent, with the rows that continue them (`of_line_no` is the row they belong to).
create table quarantine_row (
    extract_id text not null,
    part integer not null,
    line_no integer not null,
    of_line_no integer not null,
    cells jsonb not null,
    primary key (extract_id, part, line_no),
    foreign key (extract_id, part, of_line_no) references quarantine
);

-- Rows of a correction that landed, by the row set aside which they correct.
create table corrected_row (
    extract_id text not null references extract,
    corrects_extract_id text not null,
    part integer not null,
    line_no integer not null,
    primary key (extract_id, corrects_extract_id, part, line_no)
);

-- No reference to extract: a kept-back one is forgotten and looked at anew, and still is answered once.
create table extract_answer (
    extract_id text primary key,
    answered_as_of date not null
);

insert into extract_answer (extract_id, answered_as_of)
select
    extract_id,
    first_as_of
from extract
where fate = 'accepted';
