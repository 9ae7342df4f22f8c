"""How large anything in a file of records may be."""

MOST_CELL = 1_000_000  # letters; beyond it is no cell but a file
MOST_ROW = 4_000_000
MOST_COLUMNS = 2_000
MOST_LINES = 200  # of one row: more means that a quotation mark was never closed
