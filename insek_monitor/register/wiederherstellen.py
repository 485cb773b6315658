"""Eine Sicherung zurückbringen: im Register ergänzen, was fehlt, oder sagen, warum es nicht zusammenpasst."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from insek_monitor.kern.rollen import Person, Rolle, Zugang
from insek_monitor.register import rechte, schema
from insek_monitor.register.sicherungsabgleich import ABHILFE, VERZEICHNISSE, gleiche_an
from insek_monitor.register.sicherungsdatei import SicherungsFehler, geprueft
from insek_monitor.register.verbindung import lies_adresse, verbinde
from insek_monitor.register.wanderung import wandere
from insek_monitor.register.zeilenstrom import veraenderte_datenstaende, zeilen, zeilenzahlen

BETREUUNG = Person("Wiederherstellung", "kommandozeile", Zugang.KOMMANDOZEILE)


@dataclass(frozen=True)
class Sicherung:
    """Was in einer Sicherung steht und was mit ihr geschah.

    Attributes
    ----------
    erstellt_am
        Zeitpunkt des Abzugs in UTC; ``None`` bei der Kopie einer Registerdatei.
    schemastand
        Schemastand der Datei.
    zeilen
        je Tabelle die Zeilen in der Sicherung.
    ergaenzt
        je Tabelle, was beim Wiederherstellen hinzukam; beim Sichern leer.
    veraendert
        Nummern von Datenständen, deren Inhalt schon im Register nicht zu ihrer Prüfsumme passte.
    """

    datei: Path
    erstellt_am: datetime | None
    schemastand: str
    zeilen: Mapping[str, int]
    ergaenzt: Mapping[str, int] = field(default_factory=dict)
    veraendert: tuple[int, ...] = ()

    @property
    def nichts_zu_tun(self) -> bool:
        """Das Register enthielt schon alles."""
        return not any(self.ergaenzt.values())


class _Vorhanden(Exception):
    """Bricht die Transaktion ab, wenn es nichts zu ergänzen gibt."""


class RollenUnbestaetigt(SicherungsFehler):
    """Die Sicherung gäbe jemandem eine Rolle, die niemand bestätigt hat.

    Attributes
    ----------
    rollen
        Kennung → Rolle.
    """

    def __init__(self, rollen: Mapping[str, str]) -> None:
        self.rollen = rollen
        liste = ", ".join(
            f"{kennung} („{Rolle(rolle).beschriftung}“)" for kennung, rolle in sorted(rollen.items())
        )
        super().__init__(f"Die Sicherung gibt diese Rollen: {liste}. Es wurde nichts geändert.")


def stelle_her(
    url: str, quelle: Path, *, person: Person = BETREUUNG, rollen: Mapping[str, str] | None = None
) -> Sicherung:
    """Ergänze ein leeres oder älteres Register aus einer Sicherung: ganz oder gar nicht.

    Was gleich ist und was fehlt, sagt ``sicherungsabgleich``.

    Parameters
    ----------
    url
        Adresse wie in ``INSEK_DATENBANK_URL``.
    quelle
        Datei von ``sichere``, auch von einer älteren Fassung, oder die Kopie einer Registerdatei.
    rollen
        Kennung → Rolle: genau diese darf die Sicherung geben; ``None``: jede.

    Raises
    ------
    RollenUnbestaetigt
        wenn sie andere gibt; dann ist nichts geändert.
    SicherungsFehler
        wenn die Datei unbrauchbar ist oder Register und Sicherung auseinandergelaufen sind.
    RegisterFehler
        wenn das Register nicht benutzbar ist.
    """
    adresse = lies_adresse(url)
    with geprueft(quelle) as (sicherung, angaben), sicherung.lesen() as aus:
        anzahlen, veraendert = zeilenzahlen(aus), veraenderte_datenstaende(aus)
        if angaben.erstellt_am is None and veraendert:
            # Ohne eigene Prüfsummen ist das der einzige Hinweis auf einen Schaden.
            raise SicherungsFehler(
                f"Der Inhalt von Datenstand {veraendert[0]} in „{quelle}“ passt nicht zu seiner Prüfsumme. "
                "Es wurde nichts geändert. Bitte nehmen Sie eine andere Sicherung."
            )
        register = verbinde(adresse)
        zugriff = rechte.schreibe(
            register, person, Rolle.FREIGEBEN, vorgang="Register wiederherstellen", gegenstand=quelle.name
        )
        ergaenzt: dict[str, int] = {}
        try:
            with zugriff as zug:
                wandere(zug.verbindung)
                _pruefe_unversehrt(zug.verbindung, veraendert)
                ergaenzt = gleiche_an(aus, zug.verbindung)
                gegeben = _gegebene_rollen(aus, ergaenzt["rollenvergabe"])
                if rollen is not None and gegeben != rollen:
                    raise RollenUnbestaetigt(gegeben)
                if not any(ergaenzt.values()):
                    raise _Vorhanden
                if set(veraenderte_datenstaende(zug.verbindung)) - set(veraendert):
                    raise SicherungsFehler(
                        "Die Datenbank gibt nicht zurück, was in sie geschrieben wurde. Es wurde nichts "
                        "geändert. Bitte legen Sie sie mit der Zeichenkodierung UTF-8 an."
                    )
                zug.einzelheiten = ", ".join(
                    f"{wort}: {ergaenzt[tabelle.name]}"
                    for tabelle, wort in VERZEICHNISSE.items()
                    if ergaenzt[tabelle.name]
                )
        except _Vorhanden:
            pass
        finally:
            register.schliesse()
    return Sicherung(quelle, angaben.erstellt_am, angaben.schemastand, anzahlen, ergaenzt, veraendert)


def _gegebene_rollen(aus: Connection, neue: int) -> dict[str, str]:
    """Wem die letzten ``neue`` Einträge der Sicherung am Ende eine Rolle geben."""
    eintraege = list(zeilen(aus, schema.rollenvergabe))
    zuletzt = {zeile["kennung"]: zeile["rolle"] for zeile in eintraege[len(eintraege) - neue :]}
    return {
        kennung.removeprefix(rechte.GENAU): rolle
        for kennung, rolle in zuletzt.items()
        if rolle != rechte.OHNE_ROLLE
    }


def _pruefe_unversehrt(verbindung: Connection, veraendert: tuple[int, ...]) -> None:
    # Ein Schaden im Register ließe sich durch Ergänzen nicht heilen; „nichts zu tun“ wäre dann falsch.
    beschaedigt = sorted(set(veraenderte_datenstaende(verbindung)) - set(veraendert))
    if beschaedigt:
        raise SicherungsFehler(
            f"Im Register passt der Inhalt von Datenstand {beschaedigt[0]} nicht mehr zu seiner Prüfsumme; "
            f"er wurde außerhalb des Programms verändert. {ABHILFE}"
        )
