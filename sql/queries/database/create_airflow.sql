-- A database for Airflow's own records, beside ours; it never holds a patient's.
create database airflow
