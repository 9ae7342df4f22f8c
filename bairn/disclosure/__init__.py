"""What leaves for prosecutor, defence and court, and how it is proven."""
