"""What follows from a plan: pure functions, without clock, disk or unseeded randomness."""
