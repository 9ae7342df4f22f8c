"""What can be seen of what is sealed: each file is one reason to look."""
