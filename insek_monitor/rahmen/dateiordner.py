"""Mitgelieferte Stilblätter, Skripte und Bilder: einmal gelesen, unter Adressen mit Prüfsumme.

Ohne Streamlit, damit auch der kleine Dienst für Telefone es benutzt.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from pathlib import Path

ARTEN = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def _wie_er_ist(inhalt: bytes) -> bytes:
    return inhalt


class Dateiordner:
    """Dateien eines Ordners im Speicher: Ein Name, der nicht darin steht, führt zu keiner Datei.

    Parameters
    ----------
    weg : Anfang der Adresse, mit Schrägstrich am Ende.
    nur : collection of str, optional
        Nur diese Dateien; sonst alle, deren Art bekannt ist.
    aufbereiten : Was vor dem Ausliefern mit dem Inhalt geschieht.
    """

    def __init__(
        self,
        ordner: Path,
        weg: str,
        *,
        nur: Collection[str] | None = None,
        aufbereiten: Callable[[bytes], bytes] = _wie_er_ist,
    ) -> None:
        self.inhalte = {
            datei.name: aufbereiten(datei.read_bytes())
            for datei in sorted(ordner.iterdir())
            if datei.suffix in ARTEN and (nur is None or datei.name in nur)
        }
        self._summen = {
            name: hashlib.sha256(inhalt).hexdigest()[:12] for name, inhalt in self.inhalte.items()
        }
        self._weg = weg

    def adresse(self, name: str) -> str:
        """Adresse mit Prüfsumme: nach einer Änderung holt der Browser die Datei neu.

        Raises
        ------
        KeyError
            wenn es die Datei nicht gibt.
        """
        return f"{self._weg}{name}?v={self._summen[name]}"

    def finde(self, name: str) -> tuple[bytes, str] | None:
        """Inhalt und Medientyp; ``None``, wenn es die Datei nicht gibt."""
        if name not in self.inhalte:
            return None
        return self.inhalte[name], ARTEN[Path(name).suffix]

    def ist_diese(self, name: str, pruefsumme: str) -> bool:
        """Ob die Prüfsumme einer Anfrage zur heutigen Datei gehört; dann darf der Browser sie behalten."""
        return self._summen.get(name) == pruefsumme
