"""Concerns: opened, taken in hand, visited, answered; who holds a ticket reads the answer."""
