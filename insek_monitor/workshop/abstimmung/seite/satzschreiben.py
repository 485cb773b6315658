"""Fragensätze speichern: neu, geändert, ins Archiv; und was geschieht, wenn jemand anderes schneller war."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from insek_monitor.kern.fragensaetze import NAME_HOECHSTENS
from insek_monitor.kern.stimmungsbild import Frage, FrageFehler, einzeiler, lies_fragen
from insek_monitor.lage.bild import zahlen
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.rahmen.handelnder import handelnder
from insek_monitor.register.fehler import RegisterFehler
from insek_monitor.workshop.abstimmung import register_fragensaetze as fragensaetze
from insek_monitor.workshop.abstimmung.register_fragensaetze import EigenerSatz, SatzUeberholt
from insek_monitor.workshop.abstimmung.seite import satzentwurf, zustand
from insek_monitor.workshop.abstimmung.seite.satzentwurf import Entwurf

DATEI = "stimmung_satzdatei"


def maengel(entwurf: Entwurf, name: str) -> list[str]:
    """Was vor dem Speichern noch fehlt, in Sätzen."""
    satzname = str(st.session_state.get(satzentwurf.NAME) or "").strip()
    fehlt = [was for was, da in (("Ihr Name", name), ("der Name des Satzes", satzname)) if not da]
    saetze = [f"Es fehlt noch: {zahlen.aufzaehlung(fehlt)}."] if fehlt else []
    saetze += [
        f"Frage {platz}: {zeile.mangel}" for platz, zeile in enumerate(entwurf.zeilen, 1) if zeile.mangel
    ]
    return saetze


def speichere() -> None:
    """Speichert den offenen Entwurf (Rückruf)."""
    entwurf = satzentwurf.offener()
    if entwurf is not None and not maengel(entwurf, handelnder().name):
        _schreibe(entwurf, entwurf.basis)


def speichere_darueber() -> None:
    """Die eigene Fassung gilt, obwohl jemand schneller war (Rückruf); die andere bleibt im Register."""
    entwurf = satzentwurf.offener()
    if entwurf is not None and not maengel(entwurf, handelnder().name):
        _schreibe(entwurf, entwurf.inzwischen)


def speichere_daneben() -> None:
    """Die eigene Fassung wird ein neuer Satz mit freiem Namen (Rückruf)."""
    entwurf = satzentwurf.offener()
    if entwurf is None or maengel(entwurf, handelnder().name):
        return
    vergeben = [satz.name for satz in fragensaetze.lies(zwischenspeicher.register())]
    st.session_state[satzentwurf.NAME] = freier_name(str(st.session_state[satzentwurf.NAME]), vergeben)
    _schreibe(entwurf, None)


def _schreibe(entwurf: Entwurf, basis: EigenerSatz | None) -> None:
    try:
        gespeichert = fragensaetze.speichere(
            zwischenspeicher.register(),
            handelnder(),
            str(st.session_state[satzentwurf.NAME]),
            satzentwurf.fragen(entwurf),
            None if basis is None else basis.satz,
            None if basis is None else basis.fassung,
        )
    except SatzUeberholt as fehler:
        entwurf.inzwischen = fehler.inzwischen
        return
    except (RegisterFehler, FrageFehler) as fehler:
        zustand.melde(str(fehler), "fehler")
        return
    satzentwurf.verwirf()
    zustand.melde(f"Der Fragensatz „{gespeichert.name}“ ist gespeichert (Fassung {gespeichert.fassung}).")


def archiviere(satz: EigenerSatz, archiviert: bool) -> None:
    """Ins Archiv oder zurück (Rückruf)."""
    was = "liegt jetzt im Archiv" if archiviert else "ist aus dem Archiv zurück"
    zustand.versuche(
        fragensaetze.archiviere,
        zwischenspeicher.register(),
        handelnder(),
        satz.satz,
        satz.fassung,
        archiviert=archiviert,
        erfolg=f"Der Fragensatz „{satz.name}“ {was}.",
    )


def lies_datei() -> None:
    """Öffnet eine hochgeladene Datei im Editor (Rückruf); gespeichert ist damit noch nichts."""
    datei = st.session_state.get(DATEI)
    if datei is None:
        return
    try:
        name, fragen = saetze_aus(datei.getvalue())
    except FrageFehler as fehler:
        zustand.melde(f"{datei.name}: {fehler}", "fehler")
        return
    satzentwurf.beginne(name, fragen)
    zustand.melde(
        f"„{datei.name}“ ist gelesen, aber noch nicht gespeichert. Bitte sehen Sie die Fragen durch.",
        "hinweis",
    )


def freier_name(vorbild: str, vergeben: Collection[str]) -> str:
    """„… (2)“, „… (3)“: der erste Name, den noch kein Satz trägt."""
    schon = {name.casefold() for name in vergeben}
    zusaetze = ["", *(f" ({zaehler})" for zaehler in range(2, len(schon) + 3))]
    moeglich = (f"{vorbild[: NAME_HOECHSTENS - len(zusatz)].rstrip()}{zusatz}" for zusatz in zusaetze)
    return next(name for name in moeglich if name.casefold() not in schon)


FORMAT = "insek-monitor-fragensatz"
FORMATFASSUNG = 1
HOECHSTENS_BYTES = 200_000
"""Vierzig Fragen mit je acht langen Antworten bleiben darunter."""


def als_datei(name: str, fragen: Sequence[Frage]) -> bytes:
    """Die Datei; ``lies_datei`` liest sie zurück."""
    inhalt = {
        "format": FORMAT,
        "fassung": FORMATFASSUNG,
        "name": name,
        "fragen": [frage.als_dict() for frage in fragen],
    }
    return (json.dumps(inhalt, ensure_ascii=False, indent=1) + "\n").encode()


def saetze_aus(inhalt: bytes) -> tuple[str, tuple[Frage, ...]]:
    """Name und Fragen aus einer fremden Datei, geprüft.

    Raises
    ------
    FrageFehler
        wenn sie kein Fragensatz ist oder eine Frage nicht stimmt (mit deren Nummer).
    """
    if len(inhalt) > HOECHSTENS_BYTES:
        raise FrageFehler(
            f"Die Datei hat {len(inhalt) // 1000} kB; ein Fragensatz hat höchstens "
            f"{HOECHSTENS_BYTES // 1000} kB. Bitte wählen Sie eine andere Datei."
        )
    try:
        angaben = json.loads(inhalt.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise FrageFehler(
            "Die Datei ist kein lesbares JSON. Bitte wählen Sie eine Datei, die diese Seite ausgegeben hat."
        ) from None
    if not isinstance(angaben, Mapping) or angaben.get("format") != FORMAT:
        raise FrageFehler(
            "Die Datei ist kein Fragensatz des INSEK-Monitors. Bitte wählen Sie eine Datei, die diese Seite "
            "ausgegeben hat."
        )
    if angaben.get("fassung") != FORMATFASSUNG:
        raise FrageFehler(
            f"Die Datei hat das Format {str(angaben.get('fassung'))[:20]}, gelesen wird {FORMATFASSUNG}. "
            "Bitte aktualisieren Sie den INSEK-Monitor auf diesem Rechner."
        )
    return einzeiler(angaben.get("name", ""), "Name des Fragensatzes", NAME_HOECHSTENS), lies_fragen(
        angaben.get("fragen")
    )
