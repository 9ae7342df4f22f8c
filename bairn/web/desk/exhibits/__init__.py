"""Pages of the desk: exhibits and hands."""
