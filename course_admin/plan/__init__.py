"""The plan of the module: course.toml as objects, its dates, its table."""
