"""Ein Handgriff am Raum: Rolle prüfen, Zeile sperren, ändern, ``stand`` erhöhen, protokollieren."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.kern.stimmungsbild import Frage, Herkunft, Rundenstand, normiere_code
from insek_monitor.register import rechte, schema
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register
from insek_monitor.workshop.abstimmung.abgewiesen import Gesehen
from insek_monitor.workshop.abstimmung.register_auszaehlung import keine_runde, zaehle_in
from insek_monitor.workshop.abstimmung.register_rundenzeilen import (
    Rundenlage,
    fragen_aus,
    fragetext,
    gezeigte_runde,
    runden_in,
)
from insek_monitor.workshop.abstimmung.register_stimmabgabe import Abgewiesen


@contextmanager
def greife(
    register: Register, code: str, person: Person, vorgang: str, *, laufend: bool = False
) -> Iterator[Raumzug]:
    """Sperre einen Raum und ändere ihn; eine Ausnahme im Block macht alles rückgängig.

    Im Protokoll stehen Titel und Frage, nie eine Stimme, ein freier Text oder wie viele gestimmt haben.

    Parameters
    ----------
    vorgang
        Name des Handgriffs für das Protokoll.
    laufend
        der Handgriff setzt voraus, dass der Workshop nicht beendet ist.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt oder eben entzogen wurde.
    Abgewiesen
        wenn es den Raum nicht gibt oder er beendet ist.
    """
    zugriff = rechte.schreibe(register, person, Rolle.BEARBEITEN, vorgang=vorgang, gegenstand="Raum")
    with zugriff as eintrag:
        raum = sperre_raum(eintrag.verbindung, normiere_code(code))
        if laufend and raum.beendet:
            raise Abgewiesen("beendet", f"„{raum.titel}“ ist beendet. Bitte legen Sie einen neuen Raum an.")
        zug = Raumzug(eintrag.verbindung, raum)
        yield zug
        zug.setze_raum(aktive_runde=zug.aktive_runde, stand=schema.raum.c.stand + 1)
        worum = "" if zug.gemeint is None else f", „{zug.gemeint.text}“"
        eintrag.einzelheiten = f"„{raum.titel}“{worum}"


def sperre_raum(verbindung: Connection, code: str) -> Row[Any]:
    """Die Zeile des Raums, gesperrt bis zum Ende der Transaktion.

    Raises
    ------
    Abgewiesen
        wenn es den Raum nicht gibt.
    """
    raum = verbindung.execute(select(schema.raum).where(schema.raum.c.code == code).with_for_update()).first()
    if raum is None:
        raise Abgewiesen("kein_raum")
    return raum


def schliesse_runden(verbindung: Connection, code: str, ausser: int | None = None) -> None:
    """Schließe alle Runden eines Raums; mit ``ausser`` nur andere, die gerade offen sind."""
    tabelle = schema.runde
    diese = tabelle.c.code == code
    if ausser is not None:
        diese &= (tabelle.c.nummer != ausser) & (tabelle.c.stand == Rundenstand.OFFEN.value)
    verbindung.execute(update(tabelle).where(diese).values(stand=Rundenstand.GESCHLOSSEN.value))


class Raumzug:
    """Ein gesperrter Raum.

    Attributes
    ----------
    fragen : tuple of Frage
    aktive_runde : int or None
        gilt nach dem Block.
    gemeint : Frage or None
        um welche es ging, für das Protokoll.
    """

    def __init__(self, verbindung: Connection, raum: Row[Any]) -> None:
        self.verbindung = verbindung
        self.code: str = raum.code
        self.fragen = fragen_aus(raum.fragen)
        self.aktive_runde: int | None = raum.aktive_runde
        self.gemeint: Frage | None = None

    def frage(self, kennung: str) -> Frage:
        """Die Frage dieses Raums; ``RegisterFehler``, wenn er sie nicht hat."""
        for frage in self.fragen:
            if frage.kennung == kennung:
                self.gemeint = frage
                return frage
        raise RegisterFehler(
            f"Die Frage „{kennung[:40]}“ gehört nicht zu diesem Raum. Bitte wählen Sie eine aus der Liste."
        )

    def runden(self) -> list[Rundenlage]:
        """Alle Runden, die älteste zuerst."""
        return runden_in(self.verbindung, self.code)

    def runde(self, nummer: int) -> Rundenlage:
        """Eine Runde dieses Raums; ``RegisterFehler``, wenn es sie nicht gibt."""
        for lage in self.runden():
            if lage.nummer == nummer:
                self.gemeint = lage.frage
                return lage
        raise keine_runde(nummer)

    def aktive(self) -> Rundenlage:
        """Die aktive Runde; ``Abgewiesen``, wenn es keine gibt."""
        if self.aktive_runde is None:
            raise Abgewiesen("keine_frage", "Gerade ist keine Frage gewählt. Bitte öffnen Sie zuerst eine.")
        return self.runde(self.aktive_runde)

    def pruefe(self, gesehen: Gesehen | None) -> None:
        """``Ueberholt``, wenn inzwischen jemand anderes gesteuert hat; ``None`` prüft nichts."""
        if gesehen is not None:
            runde = gezeigte_runde(self.runden(), gesehen.frage, self.aktive_runde)
            gesehen.pruefe(None if runde is None else runde.nummer, self.aktive_runde)

    def laufende(self, gesehen: Gesehen | None) -> Rundenlage:
        """Die aktive Runde; ``Abgewiesen``, wenn es keine gibt oder eine andere gemeint war."""
        self.pruefe(gesehen)
        if gesehen is not None and gesehen.runde != self.aktive_runde:
            raise Abgewiesen(
                "andere_frage",
                "Gerade ist eine andere Frage dran; es wurde nichts geändert. Bitte sehen Sie nach, welche "
                "die Telefone zeigen.",
            )
        return self.aktive()

    def hole(self, gesehen: Gesehen | None) -> Rundenlage:
        """Mach die gesehene Runde zur aktiven (ohne Angabe: die aktive bleibt es) und liefere sie.

        Raises
        ------
        Ueberholt, Abgewiesen
            wenn jemand schneller war, es keine Runde gibt oder eine andere Frage noch offen ist.
        """
        if gesehen is None:
            return self.aktive()
        self.pruefe(gesehen)
        if gesehen.runde is None:
            raise Abgewiesen(
                "keine_frage",
                "Zu dieser Frage gibt es noch kein Ergebnis. Bitte öffnen Sie zuerst die Abstimmung.",
            )
        if self.aktive_runde is not None and self.aktive_runde != gesehen.runde:
            andere = self.aktive()
            if andere.stand is Rundenstand.OFFEN:
                raise Abgewiesen(
                    "andere_frage",
                    f"„{andere.frage.text}“ ist noch offen. Bitte schließen Sie erst diese Abstimmung; die "
                    "Telefone zeigten sonst eine andere Frage.",
                )
        self.aktive_runde = gesehen.runde
        return self.runde(gesehen.runde)

    def letzte_runde(self, frage: str, herkunft: Herkunft) -> Rundenlage | None:
        """Die jüngste Runde einer Frage."""
        passend = [
            lage for lage in self.runden() if lage.frage.kennung == frage and lage.herkunft is herkunft
        ]
        return passend[-1] if passend else None

    def hat_stimmen(self, lage: Rundenlage) -> bool:
        """Ob in der Runde jemand gestimmt hat."""
        return zaehle_in(self.verbindung, lage).anzahl > 0

    def noch_leer(self, lage: Rundenlage) -> bool:
        """Ob die Runde läuft und noch keine Stimme hat."""
        return lage.stand is not Rundenstand.GESCHLOSSEN and not self.hat_stimmen(lage)

    def neue_runde(self, frage: Frage, herkunft: Herkunft, stand: Rundenstand, verborgen: bool) -> int:
        """Lege die nächste Runde einer Frage an; liefert ihre Nummer."""
        tabelle = schema.runde
        diese = (tabelle.c.code == self.code) & (tabelle.c.frage == frage.kennung)
        bisher = self.verbindung.execute(select(func.max(tabelle.c.runde)).where(diese)).scalar()
        angelegt = self.verbindung.execute(
            insert(tabelle)
            .values(
                code=self.code,
                frage=frage.kennung,
                runde=(bisher or 0) + 1,
                herkunft=herkunft.value,
                stand=stand.value,
                verborgen=verborgen,
                inhalt=fragetext(frage),
                fassung=1,
            )
            .returning(tabelle.c.nummer)
        )
        return int(angelegt.scalar_one())

    def stelle_um(self, lage: Rundenlage, frage: Frage) -> None:
        """Gib einer Runde ohne Stimmen einen anderen Wortlaut."""
        self.setze_runde(lage.nummer, inhalt=fragetext(frage), fassung=lage.fassung + 1)

    def setze_runde(self, nummer: int, **werte: Any) -> None:
        """Ändere Angaben einer Runde."""
        self.verbindung.execute(update(schema.runde).where(schema.runde.c.nummer == nummer).values(**werte))

    def setze_raum(self, **werte: Any) -> None:
        """Ändere Angaben des Raums."""
        self.verbindung.execute(update(schema.raum).where(schema.raum.c.code == self.code).values(**werte))
