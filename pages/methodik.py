"""Methodik: Begriffe, Regeln, Quellen, Schätzung, Grenzen, Ansprache, Workshop, Daten, Barrierefreiheit."""

from insek_monitor.rahmen import rahmen
from insek_monitor.rahmen.ansicht import aktuelle
from insek_monitor.seiten import methodik_ansprache, methodikseite

ansicht = aktuelle()
rahmen.befund("So entstehen die Zahlen", "Begriffe, Regeln, Quellen, die Schätzung und ihre Grenzen.")

methodikseite.begriffe(ansicht)
methodikseite.regeln(ansicht)
methodikseite.quellen()
methodikseite.schaetzung(ansicht)
methodikseite.grenzen()
methodik_ansprache.zeichne(ansicht)
methodik_ansprache.zeichne_workshop()
methodikseite.woerterbuch()
methodikseite.barrierefreiheit()
methodikseite.version(ansicht)
