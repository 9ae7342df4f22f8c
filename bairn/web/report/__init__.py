"""The public door: one question a page, nothing kept on the way, a receipt code at the end."""
