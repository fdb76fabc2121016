"""A night that is shown: accounts of every role, a released order, crews that walk it."""
