"""What goes round: claims matched, their growth, and the answers to them."""
