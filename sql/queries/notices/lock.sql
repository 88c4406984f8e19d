-- One transaction at a time decides notices, so that each file has its own number.
lock table withdrawal_notice in share row exclusive mode
