-- The day's items are filled and joined in one transaction: without statistics their joins are guessed.
analyze listed_item, worklist_item
