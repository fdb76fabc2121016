"""HTTP: what arrives is checked and handed to a use case, and its answer is written down."""
