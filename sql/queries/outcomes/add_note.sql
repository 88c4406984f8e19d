-- What is to be minded from now on: a code of the closed list, or words that a named person reads first.
insert into contact_note (contact_note_id, person_id, code, words, from_on, said_by, source, is_shown)
select
    :contact_note_id,
    :person_id,
    :code,
    :words,
    cast(:from_on as date),
    :said_by,
    :source,
    cast(:code as text) is not null
where
    not exists (
        select 1
        from contact_note
        where
            contact_note.source = :source
            and contact_note.code is not distinct from :code
            and contact_note.words is not distinct from :words
            and contact_note.lifted_on is null
    )
on conflict do nothing
