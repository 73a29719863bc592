"""Réglages du bouton « Validate » de JupyterLab."""

c = get_config()  # noqa: F821 (fourni par nbgrader)

# Entraîner un réseau demande plus que les 30 secondes par défaut.
c.ExecutePreprocessor.timeout = 300
c.Execute.timeout = 300
# Un indice tient sur une ligne, même longue : ne pas le couper.
c.Validator.width = 1000
