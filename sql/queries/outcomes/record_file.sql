-- A returned file that was read, and whose folder it lay in.
insert into returned_file (file_sha256, sender_code, taken_on)
values (:file_sha256, :sender_code, :as_of)
on conflict (file_sha256) do nothing
