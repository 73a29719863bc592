"""One core for small networks: threads that wait for each other would cost more than they bring."""

import warnings


def one_core():
    """Keep numpy and TensorFlow on one core, and Keras quiet about losses and outputs that do not match."""
    import tensorflow as tf
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)
    tf.config.threading.set_intra_op_parallelism_threads(1)
    warnings.filterwarnings("ignore", module="keras")
