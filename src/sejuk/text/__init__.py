"""What is done with free text before it is kept."""
