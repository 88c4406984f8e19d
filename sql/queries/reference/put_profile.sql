-- Sets how a practice sends its register.
insert into practice_profile (practice_code, system, is_full_extract, is_full_history, expected_every_days)
values (:practice_code, :system, :is_full_extract, :is_full_history, :expected_every_days)
on conflict (practice_code) do update
    set
        system = excluded.system,
        is_full_extract = excluded.is_full_extract,
        is_full_history = excluded.is_full_history,
        expected_every_days = excluded.expected_every_days
