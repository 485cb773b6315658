"""Der Fehler, den Regeln melden."""


class RegelFehler(ValueError):
    """Die Regeldatei enthält eine fehlende, falsche oder widersprüchliche Angabe."""
