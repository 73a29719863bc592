"""Reference implementations of the course's neural networks, one idea a file, in numpy alone."""
