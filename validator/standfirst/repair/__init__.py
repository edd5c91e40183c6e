"""What to do about offsets that are wrong: name the cause, move the annotations."""
