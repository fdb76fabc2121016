"""Use cases of the record: what devices send, what everyone is shown of it."""
