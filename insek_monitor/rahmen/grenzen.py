"""Begrenzung der Anfragen je Adresse und der Stimmen je Gerät; nur im Speicher dieses Prozesses.

Adressen und Geräte stehen nur als Prüfsumme mit einem Geheimnis da, das mit dem Prozess endet. Nichts davon
wird gespeichert oder protokolliert.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
import secrets
from collections import OrderedDict
from collections.abc import Callable

from starlette.requests import Request

ZU_VIELE = "Von hier kommen gerade sehr viele Anfragen. Bitte warten Sie {} und versuchen Sie es noch einmal."
ANFRAGEN_JE_SEKUNDE = 100.0
"""Je Adresse: vierzig Telefone hinter einem Anschluss sind normal, zweihundert kommen vor."""
ANFRAGEN_VORRAT = 300.0
"""So viele auf einmal: Beginnt eine Frage, holen alle Telefone hinter einem Anschluss zugleich die Seite."""
CODES_JE_MINUTE = 30.0
"""Unbekannte Raumcodes je Adresse. Bei 27 hoch 8 möglichen Codes ist Raten damit aussichtslos."""
STIMMEN_JE_MINUTE = 30.0
"""Stimmen je Gerät; geändert wird im Ernst nur ein paar Mal."""
GERAETE_JE_STUNDE = 500.0
"""Neue Geräte je Adresse: ein voller Saal hinter einem Anschluss auf einmal. Eine Runde fasst doppelt so
viele; wer sie mit einem Gerät füllen wollte, bräuchte eine Stunde."""
HOECHSTENS = 20_000
"""So viele Adressen oder Geräte merkt sich eine Begrenzung; darüber fällt die am längsten stille heraus."""


class Eimer:
    """Vorrat je Schlüssel, der stetig nachläuft (Token Bucket), mit begrenztem Gedächtnis.

    Parameters
    ----------
    je_sekunde : So viel läuft nach.
    vorrat : So viel geht auf einmal; damit beginnt jeder Schlüssel.
    uhr : Sekunden, die nie zurückgehen (``time.monotonic``).
    hoechstens : So viele Schlüssel werden gemerkt.
    """

    def __init__(
        self, je_sekunde: float, vorrat: float, uhr: Callable[[], float], hoechstens: int = HOECHSTENS
    ) -> None:
        self._je_sekunde = je_sekunde
        self._vorrat = vorrat
        self._uhr = uhr
        self._hoechstens = hoechstens
        self._staende: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._staende)

    def wartezeit(self, schluessel: bytes) -> float:
        """Sekunden, bis wieder eins frei ist; 0, wenn jetzt eins frei ist. Nimmt nichts."""
        fehlt = 1.0 - self._stand(schluessel)
        # Ein winziger Rest kommt nur vom Rechnen mit Gleitkommazahlen.
        return fehlt / self._je_sekunde if fehlt > 1e-9 else 0.0

    def nimm(self, schluessel: bytes) -> float:
        """Nimmt eins, wenn eins frei ist, und liefert sonst die Wartezeit in Sekunden."""
        warten = self.wartezeit(schluessel)
        if warten:
            return warten
        self._staende[schluessel] = (self._uhr(), max(self._stand(schluessel) - 1.0, 0.0))
        self._staende.move_to_end(schluessel)
        while len(self._staende) > self._hoechstens:
            self._staende.popitem(last=False)
        return 0.0

    def _stand(self, schluessel: bytes) -> float:
        zuletzt, stand = self._staende.get(schluessel, (0.0, self._vorrat))
        return min(self._vorrat, stand + max(self._uhr() - zuletzt, 0.0) * self._je_sekunde)


class Grenzen:
    """Alle Begrenzungen der Telefone. Jede Frage liefert die Wartezeit in Sekunden; 0 heißt: erlaubt.

    Parameters
    ----------
    uhr : Sekunden, die nie zurückgehen (``time.monotonic``).
    """

    def __init__(self, uhr: Callable[[], float], hoechstens: int = HOECHSTENS) -> None:
        self._geheimnis = secrets.token_bytes(32)
        self._hoechstens = hoechstens
        self._anfragen = Eimer(ANFRAGEN_JE_SEKUNDE, ANFRAGEN_VORRAT, uhr, hoechstens)
        self._codes = Eimer(CODES_JE_MINUTE / 60, CODES_JE_MINUTE, uhr, hoechstens)
        self._stimmen = Eimer(STIMMEN_JE_MINUTE / 60, STIMMEN_JE_MINUTE, uhr, hoechstens)
        self._geraete = Eimer(GERAETE_JE_STUNDE / 3600, GERAETE_JE_STUNDE, uhr, hoechstens)
        self._bekannt: OrderedDict[bytes, None] = OrderedDict()

    def anfrage(self, adresse: str) -> float:
        """Zählt eine Anfrage dieser Adresse."""
        return self._anfragen.nimm(self._wer(netz(adresse)))

    def unbekannter_code(self, adresse: str) -> float:
        """Zählt einen Raumcode, den es nicht gibt."""
        return self._codes.nimm(self._wer(netz(adresse)))

    def neues_geraet(self, adresse: str) -> float:
        """Zählt einen neuen Ausweis für ein Gerät an dieser Adresse."""
        return self._geraete.nimm(self._wer(netz(adresse)))

    def gesperrt(self, adresse: str, code: str, ausweis: str) -> float:
        """Ob diese Adresse zu viele unbekannte Codes genannt hat.

        Dann bliebe auch ein richtiger Code ohne Antwort, sonst verriete gerade die Sperre, welcher stimmt.
        Geräte, die schon in diesem Raum sind, betrifft das nicht: Sie raten nicht.
        """
        if self._merkmal(code, ausweis) in self._bekannt:
            return 0.0
        return self._codes.wartezeit(self._wer(netz(adresse)))

    def merke(self, code: str, ausweis: str) -> None:
        """Dieses Gerät ist in diesem Raum."""
        merkmal = self._merkmal(code, ausweis)
        self._bekannt[merkmal] = None
        self._bekannt.move_to_end(merkmal)
        while len(self._bekannt) > self._hoechstens:
            self._bekannt.popitem(last=False)

    def stimme(self, code: str, ausweis: str) -> float:
        """Zählt eine Stimme dieses Geräts."""
        return self._stimmen.nimm(self._merkmal(code, ausweis))

    def _merkmal(self, code: str, ausweis: str) -> bytes:
        return self._wer(f"{code} {ausweis}")

    def _wer(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode(), key=self._geheimnis, digest_size=16).digest()


def netz(adresse: str) -> str:
    """Wonach gezählt wird: eine IPv4-Adresse, bei IPv6 das Netz (/64), das ein Anschluss für sich hat."""
    try:
        gelesen = ipaddress.ip_address(adresse.partition("%")[0])
    except ValueError:
        return adresse
    if isinstance(gelesen, ipaddress.IPv4Address):
        return str(gelesen)
    if gelesen.ipv4_mapped is not None:
        return str(gelesen.ipv4_mapped)
    return str(ipaddress.IPv6Network((gelesen, 64), strict=False))


def in_sekunden(wartezeit: float) -> int:
    """Für ``Retry-After``: ganze Sekunden, mindestens eine."""
    return max(1, math.ceil(wartezeit))


def gegenstelle(anfrage: Request) -> str:
    """Adresse der Gegenstelle; hinter einem vertrauten Proxy trägt uvicorn die des Telefons ein."""
    return anfrage.client.host if anfrage.client else ""


def warten_satz(warten: float) -> str:
    """Satz, wie lange zu warten ist."""
    sekunden = in_sekunden(warten)
    return ZU_VIELE.format("eine Sekunde" if sekunden == 1 else f"{sekunden} Sekunden")
