"""INSEK-Monitor Sachsen: Stand der integrierten Entwicklungskonzepte in den sächsischen Gemeinden."""

__version__ = "0.1.0"
