-- What a letter's PDF is, once it exists.
update letter
set
    pdf_sha256 = :pdf_sha256,
    page_count = :page_count
where letter_id = :letter_id
