"""Die eine Ausnahme des Lesers und die Sätze, die mehrere Formate brauchen."""

from __future__ import annotations

from insek_monitor.einspielen.lesen.grenzen import DATEI_BYTES, MIB
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
