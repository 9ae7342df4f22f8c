"""The desk: the door for people of the agencies, signed in, each for a purpose."""
