"""The models that are given to a student's functions, made where these run, by name (see `record.Built`)."""

import numpy as np

_testimony = []
_witnesses = []


def dense(n_features, hidden=(8,), outputs=1, activation="sigmoid", loss="binary_crossentropy", metric="accuracy"):
    """A small compiled dense network."""
    import keras

    layers = [keras.layers.Dense(width, activation="relu") for width in hidden]
    layers += [keras.layers.Dense(outputs, activation=activation)]
    model = keras.Sequential([keras.Input((n_features,)), *layers])
    model.compile(optimizer="adam", loss=loss, metrics=[metric])
    return model


def autoencoder(input_dim, latent_dim):
    """A small compiled autoencoder, untrained."""
    return dense(input_dim, (latent_dim,), input_dim, "sigmoid", "mse", "mae")


def witness(n_features, learning_rate=0.1, metric="accuracy", bias=True, run_eagerly=False):
    """A compiled sigmoid neuron, its weights 0 at first, that notes every row that goes through it: see `testimony`.

    For a few steps it is quicker to run eagerly than to build a graph first.
    """
    import keras

    rows = keras.Input((n_features,))
    neuron = keras.layers.Dense(1, activation="sigmoid", kernel_initializer="zeros", use_bias=bias)
    model = keras.Model(rows, _witness_layer()([rows, neuron(rows)]))
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate),
        loss="binary_crossentropy",
        metrics=[metric],
        run_eagerly=run_eagerly,
        jit_compile=False,
    )
    return model


def network(weights, activations, loss="mse", learning_rate=0.001, dropout=0.0, run_eagerly=False, base=None):
    """A compiled dense network with given weights: kernel (n_in, n_out) and bias (n_out,) of each layer in turn.

    What enters the last layer goes through `dropout`, which tells who forgets that training is over. For a few steps
    it is quicker to run eagerly than to build a graph first.
    """
    import keras

    layers = [
        keras.layers.Dense(len(bias), activation=activation)
        for bias, activation in zip(weights[1::2], activations, strict=True)
    ]
    if dropout:
        layers.insert(-1, keras.layers.Dropout(dropout))
    model = (base or keras.Sequential)([keras.Input((len(weights[0]),)), *layers])
    model.set_weights([np.asarray(array) for array in weights])
    model.compile(optimizer=keras.optimizers.Adam(learning_rate), loss=loss, run_eagerly=run_eagerly)
    return model


def watched(weights, activations, levels, **options):
    """A `network` that notes, at each training step, how far the target was from the input, the input from `levels`."""
    import keras
    import tensorflow as tf
    from keras import ops

    class Watched(keras.Sequential):
        def train_step(self, data):
            x, y = (ops.cast(part, "float32") for part in keras.utils.unpack_x_y_sample_weight(data)[:2])
            from_levels = ops.min(ops.abs(ops.expand_dims(x, -1) - np.float32(levels)), axis=-1)
            rows = self.noted[2] + ops.cast(ops.shape(x)[0], "float32")
            found = ops.stack([ops.max(ops.abs(x - y)), ops.max(from_levels), rows])
            self.noted.assign(ops.maximum(self.noted, found))
            return super().train_step(data)

    model = network(weights, activations, base=Watched, **options)
    model.noted = tf.Variable(tf.zeros(3))
    return model


def _witness_layer():
    """A layer that passes on the second of its inputs and notes both, forward and when the gradient comes back.

    Works in a graph too, where a student wraps his own training loop in `tf.function`, and in a clone of the model,
    which becomes another witness.
    """
    if not _witnesses:
        import keras
        import tensorflow as tf

        @keras.saving.register_keras_serializable("course")
        class Witness(keras.layers.Layer):
            made = 0

            def __init__(self, **options):
                super().__init__(**options)
                Witness.made += 1
                self.number = Witness.made

            def call(self, inputs):
                rows, values = inputs

                def note(event):
                    def keep(rows, values):
                        _testimony.append((self.number, event, np.array(rows), np.array(values)))
                        return np.int64(0)

                    return tf.numpy_function(keep, [rows, values], tf.int64)

                @tf.custom_gradient
                def witnessed(values):
                    note("seen")

                    def gradient(upstream):
                        note("learnt")
                        return upstream

                    return tf.identity(values), gradient

                return witnessed(values)

            def compute_output_shape(self, shapes):
                return shapes[1]

            def compute_output_spec(self, inputs):
                return keras.KerasTensor(inputs[1].shape, dtype=inputs[1].dtype)

        _witnesses.append(Witness)
    return _witnesses[0]()


def testimony(thing=None):
    """What the `witness` models made since the last time have seen, in order; the memory is then empty.

    A list of `(model, event, rows, outputs)`: the model's number, "seen" when rows went forward through it, "learnt"
    when their gradient came back, the rows (n, n_features), the model's outputs (n, 1). `thing` is not looked at.
    """
    told = list(_testimony)
    _testimony.clear()
    return told


BUILDERS = {function.__name__: function for function in (dense, autoencoder, witness, network, watched)}
