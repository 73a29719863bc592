"""Neuron by neuron."""

EXERCISE = 3


def count_parameters(layer_sizes):
    total = 0
    for layer in range(1, len(layer_sizes)):
        inputs = layer_sizes[layer - 1] + 1
        total += layer_sizes[layer] * inputs
    return total
