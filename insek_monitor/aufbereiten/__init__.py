"""Aufbereitung: amtliche Dateien → ``daten/`` (alles oder nichts, zwei Läufe ergeben dieselben Bytes)."""

from insek_monitor.aufbereiten.ablauf import Aufbereitung, aufbereite
from insek_monitor.aufbereiten.fehler import AufbereitungsFehler

__all__ = ["Aufbereitung", "AufbereitungsFehler", "aufbereite"]
