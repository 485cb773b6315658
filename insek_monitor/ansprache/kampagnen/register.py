"""Kampagnen: benannte Listen von Gemeinden. Jede Änderung ist eine neue Fassung; frühere bleiben.

Wer ändert, nennt die Fassung, die er vor Augen hatte. Hat inzwischen jemand anderes gespeichert, wird nichts
geschrieben, und ``KampagneUeberholt`` sagt, wer was geändert hat.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from insek_monitor.ansprache.kampagnen.pruefen import geprueft, gepruefte_gemeinden, pruefe_titel
from insek_monitor.ansprache.kampagnen.register_lesen import BUCH, fassungen_von, geltende
from insek_monitor.ansprache.kampagnen.register_lesen import Kampagne as Kampagne
from insek_monitor.ansprache.kampagnen.register_zug import KampagneUeberholt as KampagneUeberholt
from insek_monitor.ansprache.kampagnen.register_zug import haenge_an, pruefe_datenstand, ueberholt
from insek_monitor.ansprache.kampagnen.unterschied import unterschied
from insek_monitor.kern.ansprache import Kampagnenangaben
from insek_monitor.kern.rollen import Person, Rolle
from insek_monitor.register import rechte, tabellen
from insek_monitor.register.ansprachetexte import keine_kampagne
from insek_monitor.register.fassungsbuch import ist_weiter
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.register.verbindung import Register


def lege_an(
    register: Register,
    angaben: Kampagnenangaben,
    gemeinden: Iterable[str],
    person: Person,
    *,
    datenstand_nummer: int | None,
    bekannte: Collection[str] | None = None,
) -> Kampagne:
    """Speichere eine neue Liste; mehr Gemeinden als Plätze sind erlaubt.

    Parameters
    ----------
    gemeinden
        Gemeindeschlüssel; ihre Reihenfolge bleibt.
    datenstand_nummer
        welcher Datenstand zu sehen war.
    bekannte
        heutige Gemeindeschlüssel; ohne Angabe die aus ``daten/``.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    RegisterFehler
        wenn eine Angabe fehlt oder unmöglich ist oder schon eine laufende Kampagne so heißt.
    """
    liste = tuple(gemeinden)
    zugriff = rechte.schreibe(
        register, person, Rolle.BEARBEITEN, vorgang="Kampagne anlegen", gegenstand="neue Kampagne"
    )
    with zugriff as zug:
        sauber = geprueft(angaben)
        liste = gepruefte_gemeinden(liste, bekannte)
        pruefe_datenstand(zug.verbindung, datenstand_nummer)
        pruefe_titel(sauber.titel, None, geltende(zug.verbindung))
        nummer = BUCH.naechster(zug.verbindung)
        zug.datenstand_nummer = datenstand_nummer
        zug.einzelheiten = f"Kampagne {nummer} „{sauber.titel}“, Gemeinden: {len(liste)}"
        return haenge_an(zug, nummer, sauber, liste, datenstand_nummer=datenstand_nummer)


def aendere(
    register: Register,
    nummer: int,
    person: Person,
    *,
    basis_fassung: int,
    angaben: Kampagnenangaben | None = None,
    gemeinden: Iterable[str] | None = None,
    archiviert: bool | None = None,
    bekannte: Collection[str] | None = None,
) -> Kampagne:
    """Speichere eine neue Fassung; was nicht angegeben ist, bleibt. Ohne Änderung entsteht keine.

    Gemeinden, die schon darin stehen, dürfen bleiben, auch wenn es sie heute nicht mehr gibt.

    Parameters
    ----------
    basis_fassung
        die Fassung, die die Person vor Augen hatte.

    Raises
    ------
    Verweigert
        wenn der Person die Rolle „Bearbeiten“ fehlt.
    KampagneUeberholt
        wenn inzwischen eine andere Fassung gilt; die Meldung sagt, wer was geändert hat.
    RegisterFehler
        wie bei ``lege_an``, und wenn es die Kampagne nicht gibt oder sie im Archiv liegt.
    """
    liste = None if gemeinden is None else tuple(gemeinden)
    namen = tabellen.gemeinden()["bezeichnung"].to_dict()
    zugriff = rechte.schreibe(
        register, person, Rolle.BEARBEITEN, vorgang="Kampagne ändern", gegenstand=f"Kampagne {nummer}"
    )
    with zugriff as zug:
        alle = fassungen_von(zug.verbindung, nummer)
        if not alle:
            raise keine_kampagne(nummer)
        jetzt, nummer = alle[0], alle[0].nummer
        neu = replace(
            jetzt,
            angaben=jetzt.angaben if angaben is None else geprueft(angaben),
            gemeinden=jetzt.gemeinden if liste is None else _liste(liste, jetzt, namen, bekannte),
            archiviert=jetzt.archiviert if archiviert is None else bool(archiviert),
        )
        gleich = neu == jetzt
        if not ist_weiter(
            zug,
            jetzt,
            basis_fassung,
            gleich=gleich,
            ueberholt=lambda _: ueberholt(alle, basis_fassung, namen),
        ):
            return jetzt
        if jetzt.archiviert and neu.archiviert:
            raise RegisterFehler(
                f"Die Kampagne {nummer} liegt im Archiv und lässt sich nicht ändern. Bitte holen Sie sie "
                "zuerst zurück."
            )
        if not neu.archiviert:
            pruefe_titel(neu.angaben.titel, nummer, geltende(zug.verbindung))
        zug.einzelheiten = f"Fassung {jetzt.fassung + 1}: {unterschied(jetzt, neu, namen)}"
        return haenge_an(zug, nummer, neu.angaben, neu.gemeinden, archiviert=neu.archiviert)


def liste(register: Register, person: Person, *, auch_archivierte: bool = False) -> list[Kampagne]:
    """Die geltenden Fassungen, die neueste Kampagne zuerst.

    Raises
    ------
    Verweigert
        für Gäste und Angemeldete ohne Rolle; der Versuch steht im Protokoll.
    """
    _verlange(register, person, "Kampagnen")
    with register.lesen() as verbindung:
        alle = geltende(verbindung)
    return [kampagne for kampagne in alle if auch_archivierte or not kampagne.archiviert]


def finde(register: Register, nummer: int, person: Person) -> Kampagne:
    """Die geltende Fassung einer Kampagne; Ausnahmen wie bei ``fassungen``."""
    return fassungen(register, nummer, person)[0]


def fassungen(register: Register, nummer: int, person: Person) -> list[Kampagne]:
    """Alle Fassungen einer Kampagne, die geltende zuerst.

    Raises
    ------
    Verweigert
        für Gäste und Angemeldete ohne Rolle; der Versuch steht im Protokoll.
    RegisterFehler
        wenn es die Kampagne nicht gibt.
    """
    _verlange(register, person, f"Kampagne {nummer}")
    with register.lesen() as verbindung:
        alle = fassungen_von(verbindung, nummer)
    if not alle:
        raise keine_kampagne(nummer)
    return alle


def _verlange(register: Register, person: Person, gegenstand: str) -> None:
    rechte.verlange(register, person, Rolle.LESEN, vorgang="Kampagnen lesen", gegenstand=gegenstand)


def _liste(
    neue: tuple[str, ...], jetzt: Kampagne, namen: Mapping[str, str], bekannte: Collection[str] | None
) -> tuple[str, ...]:
    erlaubt = {*(namen if bekannte is None else bekannte), *jetzt.gemeinden}
    return gepruefte_gemeinden(neue, erlaubt)
