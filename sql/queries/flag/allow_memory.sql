-- Everybody is gathered at once: with little memory England's people would be sorted on disk, in this transaction alone.
set local work_mem = '128MB'
