"""Pure rules and vocabulary: no I/O, no clock, nothing of ours imported from outside this package."""
