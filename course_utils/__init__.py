"""What the notebooks of the course import: reference networks, checks, figures and data."""

import os

# Before anything imports Keras: TensorFlow is silent, and its numbers do not hang on the processor's instructions.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")
