"""Eine Zeile gegen das halten, was der Datenstand schon weiß."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from insek_monitor.einspielen.befund import Stufe
from insek_monitor.einspielen.bekanntes import Bekannt, Bestandsverzeichnis
from insek_monitor.einspielen.eintrag import Eintrag
from insek_monitor.einspielen.ergebnis import Pruefgrundlage
from insek_monitor.einspielen.gemeindenamen import Gemeindenamen
from insek_monitor.einspielen.zeile import ZEILE_WEGLASSEN, kurz, leere, setze, zeitraum
from insek_monitor.kern.begriffe import Konzeptart
from insek_monitor.kern.meldung import FELD_JE_NAME, Vorhanden

_DATEN = ("beschluss", "begonnen", "aufgehoben", "belegt")


def neueste_beschluesse(eintraege: Iterable[Eintrag]) -> dict[str, date]:
    """Je Gemeinde der späteste Tag, den ein Beschluss in der Liste meinen kann."""
    neueste: dict[str, date] = {}
    for eintrag in eintraege:
        raum = zeitraum(eintrag.meldung.beschluss)
        if raum is None or eintrag.meldung.vorhanden is not Vorhanden.JA:
            continue
        for ags in eintrag.meldung.ags:
            neueste[ags] = max(raum[1], neueste.get(ags, raum[1]))
    return neueste


def pruefe_gegen_bestand(eintrag: Eintrag, grundlage: Pruefgrundlage, neueste: dict[str, date]) -> None:
    """Melde, wo die Zeile dem Datenstand widerspricht; unveränderte Zeilen tun es nie."""
    if eintrag.unveraendert:
        return
    bestand, namen = grundlage.bekanntes, grundlage.namen
    if eintrag.meldung.konzept_id is not None:
        if not _kennung(eintrag, bestand, namen):
            return
        if grundlage.ursprung is None or eintrag.meldung.konzept_id not in grundlage.ursprung.je_kennung:
            # Niemand weiß, ob die Liste jünger ist als der Datensatz.
            _zurueck(eintrag, bestand.je_kennung[eintrag.meldung.konzept_id])
    if eintrag.meldung.vorhanden is Vorhanden.NEIN:
        _nein(eintrag, bestand)
    elif eintrag.meldung.vorhanden is Vorhanden.JA:
        # Eine Kennung meint genau ihren Datensatz; der darf eine frühere Fassung sein.
        bekannt = bestand.je_kennung.get(eintrag.meldung.konzept_id or "")
        for ags in eintrag.meldung.ags if bekannt is None else ():
            _aelter(eintrag, bestand.neuestes(ags), namen.name[ags], neueste.get(ags))
        _nur_aehnlich(eintrag, bestand)


def _kennung(eintrag: Eintrag, bestand: Bestandsverzeichnis, namen: Gemeindenamen) -> bool:
    kennung = str(eintrag.meldung.konzept_id)
    bekannt = bestand.je_kennung.get(kennung)
    if bekannt is None:
        eintrag.zeile.melde(
            "kennung_unbekannt",
            Stufe.FEHLER,
            "konzept_id",
            "eine Kennung aus dem INSEK-Monitor oder nichts",
            f"Die Kennung „{kennung}“ gibt es im Datenstand nicht. Bitte leeren Sie die Zelle; dann gilt "
            "die Zeile als "
            "neue Meldung.",
            (leere("konzept_id"),),
        )
        return False
    if eintrag.mitglieder & bekannt.ags:
        return True
    gemeint = ", ".join(namen.beschrifte(ags) for ags in sorted(bekannt.ags) if ags in namen.name)
    eintrag.zeile.melde(
        "kennung_fremd",
        Stufe.FEHLER,
        "konzept_id",
        f"eine Kennung von {namen.name[eintrag.ags]}",
        f"Die Kennung „{kennung}“ gehört zu {gemeint}, die Zeile aber zu {namen.beschrifte(eintrag.ags)}. "
        "Bitte "
        "leeren Sie die Kennung oder berichtigen Sie die Gemeinde.",
        (
            leere("konzept_id"),
            *((namen.beschrifte(ags), "ags", ags) for ags in sorted(bekannt.ags)[:3] if ags in namen.name),
        ),
    )
    return False


def _nein(eintrag: Eintrag, bestand: Bestandsverzeichnis) -> None:
    belegt = [bekannt for bekannt in bestand.zu(eintrag.ags) if bekannt.gilt or bekannt.laeuft]
    if not belegt:
        return
    genannt = "; ".join(_mit_datum(bekannt) for bekannt in belegt[:3])
    # Was in Arbeit ist, bleibt neben „nein“ stehen, außer die Zeile nennt genau diesen Datensatz.
    entfaellt = [b for b in belegt if b.gilt or b.konzept_id == eintrag.meldung.konzept_id]
    folge = "entfallen die beschlossenen Konzepte" if entfaellt else "gilt „nein“"
    if any(b.konzept_id == eintrag.meldung.konzept_id and not b.gilt for b in entfaellt):
        folge = "entfällt der Datensatz dieser Zeile"
    bleibt = "; was in Arbeit ist, bleibt" if len(entfaellt) < len(belegt) else ""
    eintrag.zeile.melde(
        "nein_trotz_beleg",
        Stufe.WARNUNG,
        "vorhanden",
        "„ja“ oder „in Arbeit“, solange der Beleg gilt",
        f"Gemeldet wird „nein“, belegt ist aber: {genannt}. Nehmen Sie die Warnung an, {folge}{bleibt}.",
        (ZEILE_WEGLASSEN, setze("vorhanden", Vorhanden.UNBEKANNT)),
    )


def _aelter(eintrag: Eintrag, bekannt: Bekannt | None, name: str, spaetester: date | None) -> None:
    gemeldet = zeitraum(eintrag.meldung.beschluss)
    belegt = zeitraum(bekannt.beschluss) if bekannt else None
    # Nennt die Liste in einer anderen Zeile auch den neueren Beschluss, ist diese nur die Vorgeschichte.
    if gemeldet is None or belegt is None or bekannt is None or (spaetester and spaetester >= belegt[0]):
        return
    if gemeldet[1] >= belegt[0]:
        return
    eintrag.zeile.melde(
        "aelter_als_bekannt",
        Stufe.WARNUNG,
        "beschluss",
        f"ein Beschluss ab {kurz(str(bekannt.beschluss))}",
        f"Der gemeldete Beschluss ({kurz(str(eintrag.meldung.beschluss))}) ist älter als der belegte für "
        f"{name}: "
        f"{_mit_datum(bekannt)}. Bitte prüfen Sie, ob die Meldung überholt ist.",
        (
            ZEILE_WEGLASSEN,
            (f"„Beschluss am“: {kurz(str(bekannt.beschluss))}", "beschluss", kurz(str(bekannt.beschluss))),
        ),
    )


def _zurueck(eintrag: Eintrag, bekannt: Bekannt) -> None:
    """Ein Datum, das älter oder gröber wird, spricht für eine Liste von früher."""
    if eintrag.meldung.vorhanden in (Vorhanden.NEIN, Vorhanden.UNBEKANNT):
        return
    for feld in _DATEN:
        bisher, gemeldet = getattr(bekannt, feld), getattr(eintrag.meldung, feld)
        raum, neu = zeitraum(bisher), zeitraum(gemeldet)
        if raum is None or gemeldet == bisher:
            continue
        aelter = neu is not None and neu[1] < raum[0]
        groeber = neu is None or (neu[0] <= raum[0] and raum[1] <= neu[1])
        if not (aelter or groeber):
            continue
        wird = f"würde {'älter' if aelter else 'ungenauer'} ({kurz(gemeldet)})" if gemeldet else "fiele weg"
        eintrag.zeile.melde(
            "datum_zurueck",
            Stufe.WARNUNG,
            feld,
            f"{kurz(bisher)} oder genauer",
            f"„{FELD_JE_NAME[feld].titel}“ ist {kurz(bisher)} und {wird}. Bitte prüfen Sie, ob die Liste "
            "älter ist als der Datenstand.",
            (ZEILE_WEGLASSEN, setze(feld, kurz(bisher))),
        )


def _nur_aehnlich(eintrag: Eintrag, bestand: Bestandsverzeichnis) -> None:
    bekannte = bestand.zu(eintrag.ags)
    aehnlich = [b for b in bekannte if b.art is Konzeptart.AEHNLICH and b.beschluss]
    if aehnlich and not any(bekannt.art.ist_integriert for bekannt in bekannte):
        eintrag.zeile.melde(
            "bisher_nur_aehnlich",
            Stufe.HINWEIS,
            "vorhanden",
            "ein integriertes Konzept für das ganze Gebiet",
            f"Bisher ist nur ein ähnliches Konzept bekannt: {_mit_datum(aehnlich[0])}. Gemeldet wird ein "
            "integriertes.",
            (setze("vorhanden", Vorhanden.AEHNLICH),),
        )


def _mit_datum(bekannt: Bekannt) -> str:
    if bekannt.beschluss:
        return f"{bekannt.herkunft}, Beschluss: {kurz(bekannt.beschluss)}"
    return f"{bekannt.herkunft}, in Arbeit"
