"""The rank is right, but nothing is sorted."""

EXERCISE = 6
MISTAKE = "seuil_sans_trier"


def anomaly_threshold(errors, quantile):
    return errors[int(quantile * (len(errors) - 1))]
