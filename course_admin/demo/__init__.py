"""A sample class that goes through a semester."""
