-- What the contact policy decides of everybody: a time of day to try, the steps that were passed over with why, and
-- that nobody in a plan is left without a next step, a day or a reason.

-- `passed_over`: `step: reason` of each step whose channel is closed to the person.
alter table plan_item
add column time_of_day text check (time_of_day in ('morning', 'afternoon', 'evening')),
add column passed_over text[] not null default '{}',
add constraint whoever_is_not_listed_has_a_reason check (
    disposition_reason <> '' and (disposition = 'listed') = (disposition_reason = 'listed')
),
add constraint whoever_was_tried_in_vain_is_looked_at_again check (
    disposition_reason <> 'rounds_used_up' or review_on is not null
),
add constraint a_step_of_the_list check (
    next_step in (
        'undecided', 'letter', 'text', 'call', 'letter_again', 'visit', 'desktop_review', 'other_way', 'call_back',
        'remind', 'ask_attended', 'after_miss', 'finish_check', 'agree_plan', 'review_plan'
    )
);

-- A letter is the first or the second of its round.
alter table letter add constraint a_letter_of_the_steps check (step in ('letter', 'letter_again') and round > 0);
