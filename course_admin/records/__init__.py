"""What cannot be made again: ledger, mirrors, rosters, gradebook, the course secret."""
