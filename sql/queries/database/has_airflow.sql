-- Whether this server already has a database for Airflow's own records.
select count(*) > 0
from pg_database
where datname = 'airflow'
