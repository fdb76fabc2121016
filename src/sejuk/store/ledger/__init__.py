"""The hash tree over the record, its checkpoints, and checking the record against them."""
