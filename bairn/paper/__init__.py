"""Pages that leave as PDF, and barcodes: HTML in, bytes out; no room is known here."""
