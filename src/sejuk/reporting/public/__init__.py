"""The public page and what belongs to it, as text: one language, no script, nothing foreign."""
