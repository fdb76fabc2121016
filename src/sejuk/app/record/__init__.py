"""Use cases of the record itself: kept, checked, handed to witnesses, backed up, ended."""
