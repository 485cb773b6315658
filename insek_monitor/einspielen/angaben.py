"""Die Felder einer Zeile lesen und zu einer Meldung zusammensetzen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.datumswerte import lies_datumszelle
from insek_monitor.einspielen.spaltentitel import nennt_anderes
from insek_monitor.einspielen.tabelle import als_text, zitat
from insek_monitor.einspielen.werte import ist_nur_jahr, lies_adresse, lies_text, lies_zieljahr
from insek_monitor.einspielen.wortwerte import (
    art_im_text,
    ist_antwort,
    lies_art,
    lies_datenlage,
    lies_sicherheit,
    lies_vorhanden,
)
from insek_monitor.einspielen.zeile import ZEILE_WEGLASSEN, Zeile, kurz
from insek_monitor.kern.begriffe import Konzeptart
from insek_monitor.kern.datum import UNBEKANNT
from insek_monitor.kern.meldung import Meldung, Vorhanden

_JA_MIT_DATUM = re.compile(r"(ja|vorhanden|liegt vor|beschlossen)\b[\s,:;(–-]*(.*?)\)?", re.IGNORECASE)
#: Wer nur das ausfüllt, meldet nichts über ein Konzept.
_NEBENSACHEN = frozenset(
    {"ags", "gemeinde", "kreis", "notiz", "quelle", "quelle_url", "belegt", "sicherheit", "datenlage"}
)


@dataclass(frozen=True)
class Angaben:
    """Die gelesenen Felder; ``vorhanden`` None: steht nicht da."""

    meldung: Meldung
    vorhanden: Vorhanden | None


def lies_angaben(zeile: Zeile, ags: tuple[str, ...], *, hat_zieljahr: bool) -> Angaben:
    """Lies alle Felder so, wie sie dastehen; Unlesbares steht als Fehler in ``zeile``.

    Parameters
    ----------
    hat_zieljahr
        Die Liste hat eine Spalte für das Zieljahr; sonst wird es aus dem Zielhorizont gelesen.
    """

    def datum(feld: str) -> str | None:
        return zeile.nimm(lies_datumszelle(zeile.werte.get(feld)), feld)

    def text(feld: str) -> str | None:
        return zeile.nimm(lies_text(zeile.werte.get(feld), feld), feld)

    vorhanden, beschluss_daneben = _vorhanden(zeile, datum)
    art = zeile.nimm(lies_art(zeile.werte.get("art")), "art") or art_im_text(zeile.werte.get("vorhanden"))
    zielhorizont = text("zielhorizont")
    zieljahr = zeile.nimm(lies_zieljahr(zeile.werte.get("zieljahr")), "zieljahr")
    if zieljahr is not None and zielhorizont is None and not ist_nur_jahr(zeile.werte.get("zieljahr")):
        # „2030 plus“ sagt mehr als die Jahreszahl.
        zielhorizont = zeile.text("zieljahr")
    elif zielhorizont and not hat_zieljahr and "zieljahr" not in zeile.werte:
        zieljahr = lies_zieljahr(zielhorizont).wert
    meldung = Meldung(
        blatt=zeile.blatt,
        zeile=zeile.nummer,
        ags=ags,
        vorhanden=vorhanden or Vorhanden.UNBEKANNT,
        konzept_id=text("konzept_id"),
        art=art,
        titel=text("titel"),
        beschluss=datum("beschluss") or beschluss_daneben,
        begonnen=datum("begonnen"),
        aufgehoben=datum("aufgehoben"),
        belegt=datum("belegt"),
        zieljahr=zieljahr,
        zielhorizont=zielhorizont,
        quelle=text("quelle"),
        quelle_url=zeile.nimm(lies_adresse(zeile.werte.get("quelle_url")), "quelle_url"),
        sicherheit=zeile.nimm(lies_sicherheit(zeile.werte.get("sicherheit")), "sicherheit"),
        datenlage=zeile.nimm(lies_datenlage(zeile.werte.get("datenlage")), "datenlage"),
        notiz=text("notiz"),
    )
    return Angaben(meldung, vorhanden)


def _vorhanden(zeile: Zeile, datum: Callable[[str], str | None]) -> tuple[Vorhanden | None, str | None]:
    """Die Antwort; steht dort „2019“ oder „ja, 03/2019“, auch der Beschluss."""
    zelle = zeile.werte.get("vorhanden")
    treffer = _JA_MIT_DATUM.fullmatch(als_text(zelle).strip())
    rest = treffer[2] if treffer else zelle
    if zelle is None or ist_antwort(zelle) or "beschluss" in zeile.werte or not rest:
        return zeile.nimm(lies_vorhanden(zelle), "vorhanden"), None
    gelesen = lies_datumszelle(rest)
    if gelesen.wert in (None, UNBEKANNT) or gelesen.stufe is Stufe.FEHLER:
        return zeile.nimm(lies_vorhanden(zelle), "vorhanden"), None
    zeile.melde(
        "vorhanden_datum",
        Stufe.WARNUNG,
        "vorhanden",
        ", ".join(Vorhanden),
        f"In „INSEK vorhanden?“ steht „{zitat(zeile.text('vorhanden'))}“; gelesen wird „ja“, Beschluss: "
        f"{kurz(str(gelesen.wert))}.",
        (("nur „ja“ übernehmen", "vorhanden", "ja"),),
    )
    return Vorhanden.JA, gelesen.wert


def erschliesse(angaben: Angaben, zeile: Zeile, *, hat_spalte: bool) -> Meldung | None:
    """Ergänze die fehlende Antwort aus den übrigen Angaben; None, wenn sie nichts ergeben.

    Parameters
    ----------
    hat_spalte
        Die Liste hat eine Spalte „INSEK vorhanden?“; dann ist ihr Fehlen in der Zeile einen Hinweis wert.
    """
    meldung = angaben.meldung
    if angaben.vorhanden is not None:
        return meldung
    if "vorhanden" in zeile.werte:
        # Unverständlich; das steht schon als Fehler da.
        return None
    if not zeile.werte.keys() - _NEBENSACHEN:
        zeile.melde(
            "nur_bemerkung",
            Stufe.HINWEIS,
            "vorhanden",
            "eine Antwort auf „INSEK vorhanden?“",
            "Die Zeile enthält nur Bemerkung oder Quelle und meldet deshalb nichts. Bitte ergänzen Sie "
            "„INSEK vorhanden?“, wenn sie gelten soll.",
        )
        return None
    vorhanden = _aus_angaben(meldung)
    if vorhanden is None:
        zeile.melde(
            "vorhanden_fehlt",
            Stufe.FEHLER,
            "vorhanden",
            ", ".join(Vorhanden),
            "Die Zeile nennt ein Konzept, sagt aber nicht, ob es beschlossen ist. Bitte füllen Sie „INSEK "
            "vorhanden?“ aus.",
            (
                ("„ja“ übernehmen", "vorhanden", "ja"),
                ("„in Arbeit“ übernehmen", "vorhanden", "in Arbeit"),
                ZEILE_WEGLASSEN,
            ),
        )
        return None
    if hat_spalte:
        zeile.melde(
            "vorhanden_erschlossen",
            Stufe.HINWEIS,
            "vorhanden",
            ", ".join(Vorhanden),
            f"„INSEK vorhanden?“ ist leer; nach den übrigen Angaben wird „{vorhanden}“ gelesen.",
        )
    return replace(meldung, vorhanden=vorhanden)


def _aus_angaben(meldung: Meldung) -> Vorhanden | None:
    if meldung.art is Konzeptart.KEINS:
        return Vorhanden.NEIN
    if meldung.aufgehoben:
        return Vorhanden.AUFGEHOBEN
    if meldung.beschluss is None and meldung.begonnen:
        return Vorhanden.IN_ARBEIT
    if meldung.art is Konzeptart.AEHNLICH:
        return Vorhanden.AEHNLICH
    if meldung.art is Konzeptart.TEILGEBIET:
        return Vorhanden.TEILGEBIET
    # Nur ein Beschluss, und zwar über ein „Klimaschutzkonzept“: Das ist keine Antwort.
    return Vorhanden.JA if meldung.beschluss and not nennt_anderes(meldung.titel or "") else None
