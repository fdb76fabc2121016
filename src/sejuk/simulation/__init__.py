"""What a night would look like: crews that walk a plan, late at times, and report."""
