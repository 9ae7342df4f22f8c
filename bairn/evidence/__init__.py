"""What is held, and through whose hands it passed."""
