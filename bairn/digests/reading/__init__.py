"""Files of digests read row by row, whatever their size."""

from bairn.digests.reading.lists import FileBrokenError, Format, Read, format_of, read

__all__ = ["FileBrokenError", "Format", "Read", "format_of", "read"]
