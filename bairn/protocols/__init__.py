"""What must be done, by whom, by when, under which source; evidence and medical windows."""
