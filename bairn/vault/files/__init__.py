"""Files that lie encrypted on the disk: their format, their places, and how they arrive."""
