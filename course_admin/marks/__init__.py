"""From scores to marks: exact arithmetic, and the module’s mark."""
