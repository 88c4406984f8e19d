-- How much reference data is there?
select
    (select count(*) from pcn) as pcns,
    (select count(*) from practice) as practices,
    (select count(*) from practice_profile) as profiles,
    (select count(*) from sharing_agreement) as agreements
