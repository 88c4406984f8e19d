-- What is known of a sealed file: of what content it is, closed with what, and which bytes that gave.
select
    content_sha256,
    sealed_sha256,
    sealed_with
from outbox_file
where path = :path and sealed_with is not null
