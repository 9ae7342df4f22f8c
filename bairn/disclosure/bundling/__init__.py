"""How a bundle for court is written and checked."""
