"""Methodik: Begriffe, Regeln, Datenwörterbuch, Quellen und Lizenzen, Modell, Grenzen, Barrierefreiheit."""

from insek_monitor.oberflaeche import methodikseite, rahmen
from insek_monitor.oberflaeche.ansicht import aktuelle

ansicht = aktuelle()
rahmen.befund("So entstehen die Zahlen", "Begriffe, Regeln, Quellen, das Modell und seine Grenzen.")

methodikseite.begriffe(ansicht)
methodikseite.regeln(ansicht)
methodikseite.quellen()
methodikseite.modell(ansicht)
methodikseite.grenzen()
methodikseite.woerterbuch()
methodikseite.barrierefreiheit()
methodikseite.version(ansicht)
