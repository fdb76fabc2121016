"""Official answers: their texts, their picture, and the forms in which others can read them."""
