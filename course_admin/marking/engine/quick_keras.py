"""Keras made quicker in the warm workers, for networks as small as a TP's: tracing is most of what they cost.

`fit` traces its step twice when the step makes variables, the optimizer's and the metrics': once to make them, once
to use them. Made before, which is what Keras does itself with its other backends, they cost one tracing. Weights,
losses, draws, metrics and errors stay the same; where something cannot be made before, it is made as ever.
"""

import contextlib


def make_quick():
    """Have the optimizer and the metrics of a model built before its step is traced; no graph is optimised further.

    To be called once, before TensorFlow's first operation. It makes none.
    """
    import tensorflow as tf
    from keras.src.backend.tensorflow.trainer import TensorFlowTrainer

    tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})
    symbolic_build, make_train_function = TensorFlowTrainer._maybe_symbolic_build, TensorFlowTrainer.make_train_function

    def built_metrics(model, iterator=None, data_batch=None):
        with contextlib.suppress(Exception):
            _build_metrics(model, iterator, data_batch)
        return symbolic_build(model, iterator=iterator, data_batch=data_batch)

    def built_optimizer(model, force=False):
        with contextlib.suppress(Exception):
            if model.built and not model.optimizer.built and not model.run_eagerly:
                model.optimizer.build(model.trainable_variables)
        return make_train_function(model, force)

    TensorFlowTrainer._maybe_symbolic_build = built_metrics
    TensorFlowTrainer.make_train_function = built_optimizer


def _build_metrics(model, iterator, batch):
    """Build the metrics of a built model for the batches to come; nothing where they are built, or run eagerly."""
    import keras

    if model._compile_metrics is None or model._compile_metrics.built or model.run_eagerly or not model.built:
        return
    if iterator is not None:
        batch = iterator._distributed_dataset.element_spec
        batch = tuple(keras.KerasTensor(part.shape, part.dtype.name) for part in batch)
    model._symbolic_build(data_batch=batch)
