"""What sensing finds, for the room: tension with its reasons, early warnings, the daily look."""
