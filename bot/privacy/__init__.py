"""What is kept and until when, and letting go of it."""
