"""Files of records, read row by row in flat memory: CSV, Excel, JSON."""

from bairn.records.reading.files import MOST_CELL, MOST_COLUMNS, open_file, peek, rows

__all__ = ["MOST_CELL", "MOST_COLUMNS", "open_file", "peek", "rows"]
