-- Whether any register or file taken in has spoken of a person.
select
    exists (
        select 1
        from person
        where person_id = :person_id
    )
    or exists (
        select 1
        from landed_person
        where person_id = :person_id
    )
