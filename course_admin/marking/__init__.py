"""From hand-ins to scores: the marking of a class, and the engine that runs a submission."""
