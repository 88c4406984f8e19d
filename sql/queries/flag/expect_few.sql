-- Few people are gathered: their entries are fetched one by one, of which most lie in memory.
set local random_page_cost = 1.1
