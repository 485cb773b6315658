"""Die eine Ausnahme des Lesers, gemeinsame Sätze und alle Grenzen für fremde Dateien, je mit Grund."""

from __future__ import annotations

from insek_monitor.register.fehler import RegisterFehler


class DateiFehler(RegisterFehler):
    """Die Datei ist nicht lesbar; der Text sagt, warum, und was zu tun ist."""


NEU_SPEICHERN = "Bitte öffnen Sie die Datei in Excel oder LibreOffice und speichern Sie sie als XLSX."


def beschaedigt(was: str = "Die Datei") -> DateiFehler:
    """Die Datei (oder ein Teil davon) folgt ihrem eigenen Format nicht."""
    return DateiFehler(f"{was} ist beschädigt oder unvollständig. {NEU_SPEICHERN}")


def mit_kennwort() -> DateiFehler:
    """Die Datei ist verschlüsselt."""
    return DateiFehler(
        "Die Datei ist mit einem Kennwort geschützt und lässt sich deshalb nicht lesen. Bitte öffnen Sie "
        "sie mit dem Kennwort, entfernen Sie es (Excel: Datei, Informationen, Arbeitsmappe schützen, Mit "
        "Kennwort verschlüsseln) und speichern Sie die Datei neu."
    )


def nur_leere_zellen() -> DateiFehler:
    """In der Datei steht nichts."""
    return DateiFehler(
        "Die Datei enthält keine einzige ausgefüllte Zelle. Bitte prüfen Sie, ob Sie die richtige Datei "
        "gewählt und vor dem Hochladen gespeichert haben."
    )


def verlange_groesse(bytes_: int) -> None:
    """Weist leere und übergroße Dateien ab."""
    if bytes_ == 0:
        raise DateiFehler(
            "Die Datei ist leer (0 Byte). Bitte speichern Sie die Liste noch einmal und laden Sie sie neu "
            "hoch."
        )
    if bytes_ > DATEI_BYTES:
        raise DateiFehler(
            f"Die Datei ist {bytes_ // MIB} MB groß, erlaubt sind {DATEI_BYTES // MIB} MB. Bitte "
            "entfernen Sie Bilder und Blätter, die nicht zur Liste gehören, und speichern Sie sie neu."
        )


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
