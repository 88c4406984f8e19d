-- Archived files that nobody needs any more: every extract they belong to is old enough, not held, and has no row
-- set aside that is still open. A rejected file's rows are settled by a newer register of the practice.
select
    source_file.file_sha256,
    source_file.archived_as,
    source_file.byte_count
from source_file
where
    source_file.deleted_on is null
    and not exists (
        select 1
        from extract_file
        inner join extract on extract_file.extract_id = extract.extract_id
        where
            extract_file.file_sha256 = source_file.file_sha256
            and (
                extract.first_as_of > cast(:as_of as date) - cast(:days as integer)
                or extract.fate in ('landed', 'reconciling', 'held')
                or (
                    exists (
                        select 1
                        from quarantine
                        where
                            quarantine.extract_id = extract.extract_id
                            and quarantine.closed_by_extract_id is null
                    )
                    and not (
                        extract.fate = 'rejected'
                        and exists (
                            select 1
                            from extract as newer
                            where
                                newer.practice_code = extract.practice_code
                                and newer.fate = 'accepted'
                                and newer.is_full
                                and newer.extract_on >= extract.extract_on
                        )
                    )
                )
            )
    )
order by source_file.file_sha256
