"""Die Ausnahmen der Datenschicht: ein deutscher Satz mit dem nächsten Schritt."""

from __future__ import annotations


class RegisterFehler(Exception):
    """Register oder Datenstand ist nicht benutzbar.

    Der Text ist für Menschen: ein deutscher Satz, was nicht geht, und der nächste Schritt.
    Er enthält nie ein Passwort und nie den Wortlaut des Datenbanktreibers. Wo das Register liegt (Weg der
    Datei, Rechner, Name der Datenbank), steht nur in ``ort``: Seiten sieht auch, wer es nicht wissen soll.
    """

    def __init__(self, meldung: str = "", *, ort: str = "") -> None:
        super().__init__(meldung)
        self.ort = ort


class GibtEsNicht(RegisterFehler):
    """Was genannt wurde, gibt es nicht; am Register liegt es nicht."""


class Abgelehnt(RegisterFehler):
    """Ein Versuch zu schreiben oder Geschütztes zu lesen wurde zurückgewiesen; er steht im Protokoll."""


def mit_ort(fehler: Exception) -> str:
    """Der Satz und dahinter, wo das Register liegt: für Protokoll und Kommandozeile, nie für eine Seite."""
    ort = getattr(fehler, "ort", "")
    return f"{fehler} [{ort}]" if ort else str(fehler)
