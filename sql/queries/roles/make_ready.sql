-- Makes a provider's role ready; null, or the statements that somebody with the right to make roles must run.
select ready_provider_role(:provider_code) as to_run
