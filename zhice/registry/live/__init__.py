"""What changed in the facts, row by row, so that figures follow a change without being counted anew."""
