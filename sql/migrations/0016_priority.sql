-- Deprivation by practice and by small area, what a recorded value says of risk, and who waits for room on a list.

alter table reference_file
drop constraint reference_file_kind_check,
add constraint reference_file_kind_check check (
    kind in (
        'pcn_details', 'core_partners', 'practice_details', 'practice_map', 'practices', 'profiles',
        'practice_deprivation', 'lsoa_deprivation'
    )
);

create table practice_decile_claim (
    reference_file_id text not null references reference_file,
    practice_code text not null,
    imd_decile integer not null check (imd_decile between 1 and 10),
    primary key (reference_file_id, practice_code)
);

-- Small areas were drawn anew in 2021: a file speaks of one drawing and of the index made for it.
create table lsoa_decile_claim (
    reference_file_id text not null references reference_file,
    lsoa_code text not null,
    lsoa_vintage integer not null,
    imd_year integer not null,
    imd_decile integer not null check (imd_decile between 1 and 10),
    primary key (reference_file_id, lsoa_code),
    constraint vintages_are_never_mixed check ((lsoa_vintage, imd_year) in ((2011, 2019), (2021, 2025)))
);

-- The file that was loaded last is in force, alone: an area that only another vintage has is not known.
create view practice_deprivation as
select
    practice_decile_claim.practice_code,
    practice_decile_claim.imd_decile
from practice_decile_claim
inner join reference_file on practice_decile_claim.reference_file_id = reference_file.reference_file_id
where
    reference_file.loaded_order = (
        select max(newest.loaded_order)
        from reference_file as newest
        where newest.kind = 'practice_deprivation'
    );

create view lsoa_deprivation as
select
    lsoa_decile_claim.lsoa_code,
    lsoa_decile_claim.lsoa_vintage,
    lsoa_decile_claim.imd_year,
    lsoa_decile_claim.imd_decile
from lsoa_decile_claim
inner join reference_file on lsoa_decile_claim.reference_file_id = reference_file.reference_file_id
where
    reference_file.loaded_order = (
        select max(newest.loaded_order)
        from reference_file as newest
        where newest.kind = 'lsoa_deprivation'
    );

-- Somebody's own deprivation, null where it is not known; a practice's average is never mistaken for it.
create view registration_deprivation as
select
    registration.practice_code,
    registration.person_id,
    coalesce(registration.imd_decile, area.imd_decile) as own_decile
from registration
left join lsoa_deprivation as area on upper(btrim(registration.lsoa)) = area.lsoa_code;

-- What a recorded value says of risk: true, false, or null where the text cannot be told. None of them raises. They are
-- made of immutable parts alone (not concat_ws), so that the planner puts them into the query instead of calling them.

create function is_depot_or_clozapine(medicine text)
returns boolean
language sql
immutable
as $$
    select medicine ~* (
        'clozapine|clozaril|denzapine|zaponex|depot|decanoate|palmitate|embonate|pamoate|enanth?ate|injection'
        || '|\minj\M|long.acting|prolonged.release suspension|maintena|consta\M|xeplion|trevicta|byannli|zypadhera'
        || '|okedi|modecate|depixol|psytixol|piportil|haldol dec|clopixol (conc|dec|inj)'
    )
$$;

-- 140 over 90 or more is high in a surgery.
create function is_high_blood_pressure(value text)
returns boolean
language sql
immutable
as $$
    select
        cast((regexp_match(value, '^\s*(\d{2,3})\s*/\s*\d{2,3}(?!\d)'))[1] as integer) >= 140
        or cast((regexp_match(value, '^\s*\d{2,3}\s*/\s*(\d{2,3})(?!\d)'))[1] as integer) >= 90
$$;

create function is_hba1c(term text, value text, unit text)
returns boolean
language sql
immutable
as $$
    select (term || ' ' || value || ' ' || unit) ~* 'hba1c|haemoglobin a1c|\ma1c\M|mmol/mol'
$$;

-- 48 mmol/mol, or 6.5% in the older unit, is where diabetes begins. From 20 to 25 without a unit it could be either.
create function is_high_hba1c(term text, value text, unit text)
returns boolean
language sql
immutable
as $$
    select case
        when (value || ' ' || unit) ~* 'mmol/mol|ifcc' then leading_number(value) >= 48
        when (value || ' ' || unit) ~* '%|per ?cent|dcct' then leading_number(value) >= 6.5
        when term ~* 'mmol/mol|ifcc' then leading_number(value) >= 48
        when term ~* '%|per ?cent|dcct' then leading_number(value) >= 6.5
        when leading_number(value) > 25 then leading_number(value) >= 48
        when leading_number(value) < 20 then leading_number(value) >= 6.5
    end
$$;

-- Which partner of the provider works with the person; and of those who wait for room how many stand before them.
alter table plan_item
add column partner_code text,
add column waiting_before integer;
