"""From reports to tension. A minimal version: see docs/explanation/tension.md for what it lacks."""
