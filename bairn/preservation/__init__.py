"""What will vanish unless somebody asks for it."""
