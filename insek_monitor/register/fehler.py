"""Die Ausnahmen der Datenschicht: ein deutscher Satz mit dem nächsten Schritt."""

from __future__ import annotations


class RegisterFehler(Exception):
    """Register oder Datenstand ist nicht benutzbar.

    Der Text ist für Menschen: ein deutscher Satz, was nicht geht, und der nächste Schritt.
    Er enthält nie ein Passwort und nie den Wortlaut des Datenbanktreibers.
    """


class Abgelehnt(RegisterFehler):
    """Ein Versuch zu schreiben oder Geschütztes zu lesen wurde zurückgewiesen; er steht im Protokoll."""
