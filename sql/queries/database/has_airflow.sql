-- Whether this server already has a database for Airflow's own records.
select exists (select 1 from pg_database where datname = 'airflow')
