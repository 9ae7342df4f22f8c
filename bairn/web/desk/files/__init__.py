"""Pages of the desk: files and captures."""
