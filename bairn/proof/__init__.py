"""What each offence element still lacks."""
