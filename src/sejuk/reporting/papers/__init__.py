"""Papers of a night, in Indonesian: each a pure function of the account, or of the order."""
