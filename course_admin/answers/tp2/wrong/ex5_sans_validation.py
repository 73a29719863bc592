"""No validation at all."""

EXERCISE = 5
MISTAKE = "sans_val_loss"


def train_model(model, X, y, epochs, batch_size):
    return model.fit(X, y, epochs=epochs, batch_size=batch_size, verbose=0)
