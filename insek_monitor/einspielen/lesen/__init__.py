"""Eine fremde Datei lesen, ohne ihr zu trauen: XLSX, XLS, ODS und CSV, in einem Kindprozess mit Grenzen."""

from insek_monitor.einspielen.lesen.fehler import DateiFehler
from insek_monitor.einspielen.lesen.waechter import lies_datei

__all__ = ["DateiFehler", "lies_datei"]
