"""Methodik: Begriffe, Regeln, Quellen, Modell, Grenzen, Ansprache, Datenwörterbuch, Barrierefreiheit."""

from insek_monitor.oberflaeche import methodik_ansprache, methodikseite, rahmen
from insek_monitor.oberflaeche.ansicht import aktuelle

ansicht = aktuelle()
rahmen.befund("So entstehen die Zahlen", "Begriffe, Regeln, Quellen, das Modell und seine Grenzen.")

methodikseite.begriffe(ansicht)
methodikseite.regeln(ansicht)
methodikseite.quellen()
methodikseite.modell(ansicht)
methodikseite.grenzen()
methodik_ansprache.zeichne(ansicht)
methodikseite.woerterbuch()
methodikseite.barrierefreiheit()
methodikseite.version(ansicht)
