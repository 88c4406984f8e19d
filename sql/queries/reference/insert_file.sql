-- Records a file that is read for the first time.
insert into reference_file (reference_file_id, kind, file_name, vintage_on, row_count, passed_over_count)
values (:reference_file_id, :kind, :file_name, :vintage_on, :row_count, :passed_over_count)
