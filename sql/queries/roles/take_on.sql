-- From here on this transaction is the provider, and sees what the provider may see.
select set_config('role', provider_role(:provider_code), true) as role_name
