"""What the notebooks of the course import: reference networks, checks, figures and data."""
