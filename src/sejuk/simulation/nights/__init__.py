"""Many nights of a district on its streets: the world, what patrols see of it, and who plans."""
