"""Sorts the errors in place."""

EXERCISE = 6
MISTAKE = "argument_modifie"


def anomaly_threshold(errors, quantile):
    errors.sort()
    return errors[int(quantile * (len(errors) - 1))]
