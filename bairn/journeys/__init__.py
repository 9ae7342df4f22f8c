"""Acts that cross rooms: one file a story, one transaction each."""
