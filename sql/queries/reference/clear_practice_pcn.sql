-- Forgets which practice is in which PCN, to be derived anew from the claims in the same transaction.
delete from practice_pcn
