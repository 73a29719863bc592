"""Neurons are counted."""

EXERCISE = 3
MISTAKE = "parametres_neurones"


def count_parameters(layer_sizes):
    return sum(layer_sizes)
