"""Wie groß eine fremde Datei sein darf. Alle Grenzen stehen hier, je mit dem Grund."""

from __future__ import annotations

MIB = 1024 * 1024

DATEI_BYTES = 50 * MIB
"""Größe der Datei: Die Liste aller 418 Gemeinden hat rund 50 KB; tausendmal so viel ist keine Liste."""

ENTPACKT_BYTES = 400 * MIB
"""Entpackt, über alle gelesenen Teile: Bis Zeile 1.048.576 formatierte Blätter kommen auf 60 bis 350 MB."""

VERHAELTNIS = 300
"""So vielmal größer darf der Inhalt entpackt sein (ab 50 MB); leere formatierte Blätter erreichen 100."""

ARCHIVTEILE = 10_000
"""Teile im ZIP-Archiv; eine große Arbeitsmappe hat einige Hundert."""

BLAETTER = 20
"""Tabellenblätter je Datei."""

ZEILEN = 20_000
"""Ausgefüllte Zeilen je Datei: rund 50 Fassungen je Gemeinde; leere formatierte zählen nicht."""

LETZTE_ZEILE = 100_000
"""Unterste ausgefüllte Zeile; weiter unten steht erfahrungsgemäß nur Vergessenes, das niemand sieht."""

SPALTEN = 200
"""Rechteste ausgefüllte Spalte (GR); die Vorlage hat 19."""

FLAECHE = 1_000_000
"""Zeilen mal Spalten des benutzten Bereichs eines Blatts (20.000 × 50), leere Zellen darin mitgezählt."""

ZEICHEN_JE_ZELLE = 10_000
"""Länge eines Textes in einer Zelle; Excel selbst erlaubt 32.767."""

ZEICHEN = 20_000_000
"""Text aller Zellen zusammen; ein einziger geteilter Text kann sonst in Millionen Zellen stehen."""

ZEICHEN_JE_ZEILE = SPALTEN * ZEICHEN_JE_ZELLE
"""Länge einer Zeile einer CSV-Datei."""

SEKUNDEN = 9.0
"""Rechenzeit für das Lesen; die Liste aller 418 Gemeinden braucht weniger als eine Sekunde."""

GEDULD = 5
"""Das Fünffache davon darf vergehen: Auf einem beschäftigten Rechner ist die Datei nicht schuld."""

SPEICHER_BYTES = 960 * MIB
"""Adressraum des Kindprozesses: 1 GB abzüglich einer Reserve."""

GLEICHZEITIG = 2
"""Kindprozesse auf einmal: zusammen höchstens 2 GB und zwei Kerne, wie viele auch hochladen."""
