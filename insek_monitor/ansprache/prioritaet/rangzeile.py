"""Zeilen der Rangliste und der Anrufliste als HTML, mit dem Balken der Beiträge und seiner Legende."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType
from typing import Any

from insek_monitor.ansprache.prioritaet.befunde import Zeile
from insek_monitor.kern.begriffe import Status
from insek_monitor.lage.bild import farben, zahlen
from insek_monitor.lage.gewichte import KRITERIEN, KRITERIUM_JE_NAME, NAMEN


@dataclass(frozen=True)
class Rangzeile:
    """Was in der Zeile steht.

    Attributes
    ----------
    status
        in Worten.
    balken
        fertiges HTML (``beitragsbalken``).
    begruendung
        ganzer Satz.
    stand
        wie weit die Ansprache ist; None, wenn nichts darüber gesagt wird (auch für Gäste).
    """

    ags: str
    rang: Any
    name: str
    adresse: str
    kreis: str
    einwohner: Any
    punkte: Any
    status: str
    balken: str
    begruendung: str
    immer_vorn: bool = False
    stand: str | None = None


def rangzeile(zeile: Rangzeile) -> str:
    """HTML einer Zeile der Rangliste; alle Texte maskiert, die Überschrift ist der Name mit Verweis."""
    marken = [f'<span class="marke status">{escape(zeile.status)}</span>']
    if zeile.stand is not None:
        marken.append(f'<span class="marke stand">{escape(zeile.stand)}</span>')
    if zeile.immer_vorn:
        marken.append('<span class="marke vorn">in allen Voreinstellungen vorn</span>')
    einwohner = zahlen.anzahl(zeile.einwohner, "Einwohner", "Einwohner")
    punkte = "–" if zahlen.fehlt(zeile.punkte) else zahlen.zahl(zeile.punkte)
    return (
        '<article class="rangzeile"><header>'
        f'<h2><span class="platz">{zahlen.zahl(zeile.rang)}.</span> '
        f'<a class="intern" href="{escape(zeile.adresse)}">{escape(zeile.name)}</a></h2>'
        f'<span class="ort">{escape(zeile.kreis)} · {escape(einwohner)}</span>{"".join(marken)}</header>'
        f'<div class="wert">{zeile.balken}<span class="punkte"><b>{punkte}</b> Punkte</span></div>'
        f'<p class="grund">{escape(zeile.begruendung)}</p></article>'
    )


def standzeile(zeile: Any, adresse: str) -> str:
    """HTML einer Zeile der Anrufliste: Name, Größe, Dienststelle, was bekannt ist.

    Parameters
    ----------
    zeile
        Zeile von ``lage`` mit ``rang`` (``itertuples``).
    """
    wege = []
    if not zahlen.fehlt(zeile.telefon):
        nummer = "".join(zeichen for zeichen in str(zeile.telefon) if zeichen.isdigit())
        wege.append(f'<a class="telefon" href="tel:{nummer}">{escape(str(zeile.telefon))}</a>')
    if not zahlen.fehlt(zeile.email):
        wege.append(f'<a href="mailto:{escape(str(zeile.email))}">{escape(str(zeile.email))}</a>')
    if not zahlen.fehlt(zeile.website):
        wege.append(f'<a href="{escape(str(zeile.website))}" target="_blank" rel="noopener">Website</a>')
    bekannt = []
    if Status(zeile.status) is Status.TEILWEISE:
        titel = "" if zahlen.fehlt(zeile.titel) else f" „{zeile.titel}“"
        wann = "" if zahlen.fehlt(zeile.beschluss_tag) else f", {zahlen.ungenaues_datum(zeile.beschluss)}"
        bekannt.append(f"ähnliches Konzept belegt{titel}{wann}")
    if zeile.in_arbeit:
        bekannt.append("Konzept in Arbeit")
    einwohner = zahlen.anzahl(zeile.einwohner, "Einwohner", "Einwohner")
    grund = f'<p class="grund">{escape("; ".join(bekannt))}</p>' if bekannt else ""
    return (
        f'<article class="rangzeile standzeile"><header><h2><a class="intern" href="{escape(adresse)}">'
        f"{escape(str(zeile.bezeichnung))}</a></h2>"
        f'<span class="ort">{escape(einwohner)} · Platz {zahlen.zahl(zeile.rang)}</span></header>'
        f'<p class="wege">{" · ".join(wege) or "keine Dienststelle verzeichnet"}</p>{grund}</article>'
    )


KUERZEL: Mapping[str, str] = MappingProxyType(
    {
        "ohne_konzept": "O",
        "ablauf": "A",
        "stand_klaeren": "?",
        "klein": "K",
        "foerderung_fehlt": "F",
        "gemeinsam": "G",
        "schrumpfung": "R",
        "kein_kontakt": "L",
    }
)
"""Buchstabe im Balken und in der Legende."""
VOM_STATUS = frozenset({"ohne_konzept", "foerderung_fehlt", "gemeinsam"})
"""Kriterien, die annehmen, dass der Gemeinde ein Konzept fehlt."""
DECKUNG = 0.45
"""So viel der vollen Farbe bleibt im hellen Ton."""
SCHMAL = 6
"""Teile unter so vielen Prozent sind zu schmal für ihren Buchstaben."""
ABSCHLAG = "Abschlag, weil ein Konzept in Arbeit ist"


def erwartete(zeile: Zeile, kriterien: Zeile) -> frozenset[str]:
    """Kriterien, deren Wert eine Erwartung nach den Eckwerten ist.

    Parameters
    ----------
    zeile
        Zeile von ``lage``.
    kriterien
        Zeile von ``ansprachekriterien.kriterien``.
    """
    if not zahlen.fehlt(zeile["p_kein"]):
        return VOM_STATUS
    return frozenset({"gemeinsam"}) if kriterien["gemeinsam_offen"] else frozenset()


def beitragsbalken(beitraege: Zeile, *, erwartet: Collection[str] = ()) -> str:
    """Ein Balken; seine volle Breite sind 100 Punkte.

    Parameters
    ----------
    beitraege
        Zeile von ``rangfolge.prioritaet``.
    erwartet
        Kriterien, die hell stehen (``erwartete``).

    Notes
    -----
    Mit Abschlag sind alle Teile gleichmäßig gekürzt, damit die gefüllte Länge die Punkte zeigt; der
    Abschlag steht gestrichelt dahinter. Die Textalternative nennt die ungekürzten Beiträge.
    """
    je_name = {name: float(beitraege[f"beitrag_{name}"]) for name in NAMEN}
    abschlag = float(beitraege["abschlag"])
    summe = sum(je_name.values())
    anteil = (summe + abschlag) / summe if summe else 0.0
    teile = []
    for kriterium in KRITERIEN:
        punkte = je_name[kriterium.name]
        if punkte <= 0:
            continue
        breite = punkte * anteil
        hell = kriterium.name in erwartet
        buchstabe = KUERZEL[kriterium.name] if breite >= SCHMAL else ""
        teile.append(
            f'<span class="teil" title="{escape(_titel(kriterium.name, erwartet))}: {_punkte(punkte)}" '
            f'style="width:{breite:.2f}%;{_farben(kriterium.gruppe, hell=hell)}">{buchstabe}</span>'
        )
    if abschlag < 0:
        titel = f"{ABSCHLAG}: {_punkte(abschlag)}"
        teile.append(f'<span class="abschlag" title="{titel}" style="width:{-abschlag:.2f}%"></span>')
    text = escape(textalternative(beitraege, erwartet=erwartet))
    return f'<span class="beitraege" role="img" aria-label="{text}">{"".join(teile)}</span>'


def textalternative(beitraege: Zeile, *, erwartet: Collection[str] = ()) -> str:
    """„62 von 100 Punkten: ohne Konzept 31, kleine Verwaltung 16,5, …“"""
    if zahlen.fehlt(beitraege["punkte"]):
        return "Keine Punkte, weil alle Gewichte auf null stehen"
    je_name = {name: float(beitraege[f"beitrag_{name}"]) for name in NAMEN}
    teile = []
    for name in sorted((name for name in NAMEN if je_name[name] > 0), key=lambda name: -je_name[name]):
        teile.append(f"{_titel(name, erwartet)} {_punkte(je_name[name])}")
    if float(beitraege["abschlag"]) < 0:
        teile.append(f"{ABSCHLAG} {_punkte(beitraege['abschlag'])}")
    gesamt = f"{_punkte(beitraege['punkte'])} von 100 Punkten"
    return f"{gesamt}: {', '.join(teile)}" if teile else gesamt


def _titel(name: str, erwartet: Collection[str]) -> str:
    zusatz = " (nicht belegt, nach den Eckwerten)" if name in erwartet else ""
    return f"{KRITERIUM_JE_NAME[name].titel}{zusatz}"


def legende(namen: Iterable[str] = NAMEN, *, mit_abschlag: bool = True, mit_erwartung: bool = False) -> str:
    """Legende zu den Balken; ``namen`` sind die Kriterien mit Gewicht."""
    gezeigt = set(namen)
    zeilen = [
        f'<li><span class="teil" style="{_farben(k.gruppe)}">{KUERZEL[k.name]}</span>{escape(k.titel)}</li>'
        for k in KRITERIEN
        if k.name in gezeigt
    ]
    if mit_erwartung:
        hell = _farben("stand", hell=True)
        zeilen.append(
            f'<li><span class="teil" style="{hell}"></span>hell: nicht belegt, nach den Eckwerten</li>'
        )
    if mit_abschlag:
        zeilen.append(f'<li><span class="abschlag"></span>{ABSCHLAG}</li>')
    return f'<ul class="beitragslegende" aria-label="Legende der Balken">{"".join(zeilen)}</ul>'


def _farben(gruppe: str, *, hell: bool = False) -> str:
    paletten = [farben.palette(thema) for thema in farben.THEMEN]
    flaechen = [p.kriterien[gruppe] for p in paletten]
    if hell:
        flaechen = [
            farben.gemischt(farbe, p.grund, DECKUNG) for farbe, p in zip(flaechen, paletten, strict=True)
        ]
    schrift = ",".join(farben.text_auf(farbe) for farbe in flaechen)
    return f"background-color:light-dark({','.join(flaechen)});color:light-dark({schrift})"


def _punkte(wert: Any) -> str:
    """Punkte mit höchstens einer Nachkommastelle: „31“, „16,5“, „−20“."""
    return zahlen.zahl(wert, 1).removesuffix(",0")
