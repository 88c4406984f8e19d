-- A way of contact that somebody does not want any more, from a day on.
insert into channel_refusal (channel_refusal_id, person_id, channel, from_on, said_by, source, is_told)
values (:channel_refusal_id, :person_id, :channel, cast(:as_of as date), :said_by, :source, false)
