"""Use cases of plannings: asked for, worked out in a process of their own, chosen."""
