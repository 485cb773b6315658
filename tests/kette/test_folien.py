"""Die Leinwand zu dreißig Auswahlen: jede Zahl, jeder Balken und jeder Name jeder Folie."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from math import floor

import pytest
from starlette.applications import Starlette

from insek_monitor import einstellungen
from insek_monitor.kern.rollen import Person, Zugang
from insek_monitor.kern.vortrag import Folge, Folie, Folienart, Gebiet
from insek_monitor.rahmen import zwischenspeicher
from insek_monitor.workshop.saal.folienwege import FOLIENWEGE
from insek_monitor.workshop.vortrag import register_vorfuehrungen as vorfuehrungen
from tests.hilfen.saalraum import Geraet
from tests.kette import referenz
from tests.kette.anzeigen import NAMEN
from tests.kette.beispiele import HEUTE, RECHERCHE, Fall, Wahl
from tests.kette.lesen import Genau, klartext, pruefe
from tests.kette.referenz import STATUS, Ort, menge, summe, wortfolge

LOKAL = Person("", "lokal", Zugang.LOKAL)
ARTEN = (Folienart.ABDECKUNG, Folienart.GROESSE, Folienart.KARTE, Folienart.ABLAUF, Folienart.REGION)


def im_gebiet(fall: Fall) -> list[Ort]:
    """Eine Folge kennt einen Kreis oder eine Liste; eine einzelne Gemeinde ist keine Summe."""
    orte = fall.orte if _als_liste(fall) else fall.alle
    if fall.wahl.kreise and not _als_liste(fall):
        orte = [o for o in orte if o.kreis == fall.wahl.kreise[0]]
    if len(orte) == 1:
        ags = orte[0].ags
        return [o for o in fall.land.orte(fall.wahl.stichtag, schaetzen=False) if o.ags == ags]
    return orte


def _als_liste(fall: Fall) -> bool:
    return bool(fall.orte and (fall.wahl.klassen or len(fall.wahl.kreise) > 1))


def folge(fall: Fall, ags: str) -> Folge:
    """Alle Folien aus Daten, für das Gebiet der Auswahl und eine Gemeinde."""
    w = fall.wahl
    gebiet = Gebiet(kreis=w.kreise[0]) if w.kreise else Gebiet()
    if _als_liste(fall):
        gebiet = Gebiet(ags=tuple(o.ags for o in fall.orte), bezeichnung="Auswahl")
    folien = (*(Folie(art) for art in ARTEN), Folie(Folienart.GEMEINDE, ags=ags))
    return Folge("Kette", folien, gebiet, w.nur_belegt)


def leinwand(f: Folge, nummer: int | None, stichtag: date | None) -> str:
    """Beginnt eine Vorführung und öffnet ihre Leinwand; liefert deren Adresse."""
    vorfuehrung = vorfuehrungen.beginne(
        zwischenspeicher.register(),
        LOKAL,
        f,
        datenstand_nummer=nummer,
        stichtag=stichtag,
        code=None,
        jetzt=einstellungen.jetzt(),
    )
    return f"/vorfuehrung/{vorfuehrung.kennung}"


def hole(adresse: str) -> dict[str, str]:
    """Art der Folie → ihr HTML."""
    antwort = Geraet(Starlette(routes=FOLIENWEGE), "127.0.0.1", "http://localhost:8501").get(adresse)
    assert antwort.status_code == 200, antwort.text
    return dict(re.findall(r'<section class="folie"[^>]*data-art="(\w+)"(.*?)</section>', antwort.text, re.S))


def _titel(html: str) -> str:
    return klartext(re.findall(r"<h2[^>]*>(.*?)</h2>", html)[0])


def _gerundet(orte: Sequence[Ort]) -> list[tuple[str, int, int, list[Genau]]]:
    """Teile eines Balkens, die es gibt: Name, belegt, geschätzt, und die Zahlen der Textalternative."""
    teile = []
    for name, status in zip(NAMEN, STATUS, strict=True):
        s = summe(orte, status)
        gesamt = floor(s.gesamt + Fraction(1, 2)) if s.geschaetzt else s.belegt
        if gesamt:
            zahlen: list[Genau] = [gesamt]
            if gesamt != s.belegt:
                zahlen += [s.belegt, *([s.von, s.bis] if s.bis - s.von > 1 else [])]
            teile.append((name, s.belegt, gesamt - s.belegt, zahlen))
    return teile


def pruefe_leiste(html: str, orte: Sequence[Ort], wo: object) -> None:
    """Breite der Rechtecke: erst Belegtes, dann Geschätztes, je Status."""
    teile = [n for _, belegt, geschaetzt, _ in _gerundet(orte) for n in (belegt, geschaetzt) if n]
    (leiste,) = re.findall(r'<svg class="leiste".*?</svg>', html)
    breiten = [float(b) for b in re.findall(r'width="([\d.]+)%" height="100%"', leiste)]
    assert breiten == pytest.approx([100 * n / sum(teile) for n in teile], abs=0.01), (wo, html)


def pruefe_balkentext(text: str, gruppen: dict[str, list[Ort]], wo: object) -> None:
    """Die Textalternative: je Gruppe und Status Summe, Belegtes und Spanne."""
    text = text.partition(". ")[2]
    for name, orte in gruppen.items():
        if name:
            text = text.partition(f"{name}: ")[2]
        stueck, _, text = text.partition(".")
        teile = _gerundet(orte)
        gezeigt = stueck.split("; ") if stueck else []
        assert len(gezeigt) == len(teile), (wo, stueck)
        for teil, (status, _, _, zahlen) in zip(gezeigt, teile, strict=True):
            assert status in teil, (wo, teil)
            pruefe(teil, zahlen, wo)


def pruefe_abdeckung(html: str, orte: Sequence[Ort], wo: object) -> None:
    if not orte:
        return
    pruefe_leiste(html, orte, wo)
    pruefe_balkentext(_alternative(html), {"": list(orte)}, wo)
    m = menge(orte)
    for schild, (name, belegt, geschaetzt, zahlen) in zip(_schilder(html), _gerundet(orte), strict=False):
        assert name in schild, (wo, schild)
        soll: list[Genau] = [zahlen[0]]
        if geschaetzt:
            soll += [belegt] if belegt else []
        elif not m.summe.geschaetzt and not m.unbekannt:
            soll.append(Fraction(belegt, len(orte)))
        pruefe(schild, soll, wo)
    titel = _titel(html)
    alles_bekannt = not m.unbekannt
    if len(orte) > 1 and m.summe.geschaetzt >= Fraction(1, 2) and alles_bekannt:
        runde = floor(m.zahl + Fraction(1, 2))
        soll = [*([m.summe.belegt] if m.summe.belegt else []), len(orte)]
        pruefe(titel, soll + ([runde] if runde != len(orte) or m.unsicher else []), wo)
    grosse = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html)
    for text, wert in grosse:
        ist_erwartet = "Eckwerten" in text
        n = m.zahl if ist_erwartet else Fraction(m.summe.belegt)
        if "%" in wert:
            pruefe(wert, [n / len(orte)], (wo, text))
        elif re.search(r"\d", wert):
            pruefe(wert, [n] if ist_erwartet else [n, len(orte)], (wo, text))
        else:
            assert not n, (wo, text, wert)


def _alternative(html: str) -> str:
    return klartext(re.findall(r'role="img" aria-label="([^"]*)"', html)[0])


def _schilder(html: str) -> list[str]:
    liste = re.findall(r'<ul class="schilder(?: senkrecht)?">(.*?)</ul>', html)
    return [klartext(s) for s in re.findall(r"<li>(.*?)</li>", liste[0])] if liste else []


def pruefe_groesse(html: str, fall: Fall, orte: Sequence[Ort], wo: object) -> None:
    klassen = [k["beschriftung"] for k in fall.land.klassen["kompakt"]]
    je = {k: [o for o in orte if o.klassen["kompakt"] == k] for k in klassen}
    je = {f"{k} Einwohner": o for k, o in je.items() if o}
    reihen = re.findall(r'<span class="name">(.*?)</span><b class="wert">(.*?)</b>(<svg.*?</svg>)', html)
    assert [klartext(name) for name, _, _ in reihen] == list(je), wo
    for (name, wert, leiste), gruppe in zip(reihen, je.values(), strict=True):
        pruefe_leiste(leiste, gruppe, (wo, name))
        m = menge(gruppe)
        runde = floor(m.zahl + Fraction(1, 2))
        belegt: list[Genau] = [m.summe.belegt] if m.summe.belegt else []
        geschaetzt = any(g for _, _, g, _ in _gerundet(gruppe))
        if not geschaetzt and not m.unbekannt:
            pruefe(wert, [m.summe.belegt, len(gruppe), Fraction(m.summe.belegt, len(gruppe))], (wo, name))
        else:
            mehr: list[Genau] = [runde] if runde != m.summe.belegt else []
            pruefe(wert, [*belegt, *mehr, len(gruppe)], (wo, name))
    if je:
        pruefe_balkentext(_alternative(html), je, wo)


def pruefe_karte(html: str, orte: Sequence[Ort], wo: object) -> None:
    """Nur Belegtes: Zahl je Status in Legende und Textalternative."""
    je = {n: sum(o.status == s for o in orte) for n, s in zip(NAMEN, STATUS, strict=True)}
    je = {n: zahl for n, zahl in je.items() if zahl}
    for schild, (name, zahl) in zip(_schilder(html), je.items(), strict=True):
        assert name in schild, (wo, schild)
        pruefe(schild, [zahl], wo)
    for name, zahl in je.items():
        assert f"{name}: {zahl} Gemeinde" in klartext(re.sub(r"(\d)\.(\d{3})", r"\1\2", html)), (wo, name)


def pruefe_ablauf(html: str, orte: Sequence[Ort], stichtag: date, wo: object) -> None:
    kommende = [o.ablauf.year for o in orte if o.ablauf and o.ablauf > stichtag]
    abgelaufen = sum(o.aktualitaet == "abgelaufen" for o in orte)
    jahre = [stichtag.year + i for i in range(5)]
    soll = [abgelaufen, *(kommende.count(j) for j in jahre), sum(j > jahre[-1] for j in kommende)]
    saeulen = re.findall(r'<text class="zahl gross"[^>]*>(.*?)</text></svg><span>(.*?)</span>', html)
    if any(soll):
        assert [int(n) for n, _ in saeulen] == soll, (wo, saeulen)
        namen = [*jahre, jahre[-1] + 1]
        assert [int(re.sub(r"\D", "", name)) for _, name in saeulen[1:]] == namen, (wo, saeulen)
        genannt = [n for paar in zip(namen, soll[1:], strict=True) for n in paar]
        pruefe(_alternative(html), [abgelaufen, *genannt], wo)
    else:
        assert not saeulen, wo
    if len(orte) > 1 and any(o.status == "vorhanden" for o in orte):
        bald = len(referenz.faellig(orte, 24, stichtag))
        pruefe(_titel(html), [24, *([bald] if bald else []), *([abgelaufen] if abgelaufen else [])], wo)


def pruefe_region(html: str, fall: Fall, orte: Sequence[Ort], wo: object) -> None:
    """Nur Belegtes, auch im Balken; erst was bald abläuft, dann Abgelaufenes, dann Gemeinden ohne Konzept."""
    stichtag = fall.wahl.stichtag
    belegt = {o.ags: o for o in fall.land.orte(stichtag, schaetzen=False)}
    orte = [belegt[o.ags] for o in orte]
    if orte:
        pruefe_leiste(html, orte, wo)
    bald = referenz.faellig(orte, 24, stichtag)
    vorbei = sorted(
        (o for o in orte if o.aktualitaet == "abgelaufen" and o.ablauf),
        key=lambda o: o.ablauf or stichtag,
        reverse=True,
    )
    ohne = sorted((o for o in orte if o.status == "kein"), key=lambda o: wortfolge(o.gemeinde["name"]))
    soll = [*bald, *vorbei, *ohne]
    liste = re.findall(r"<li><b>(.*?)</b><span>(.*?)</span></li>", html.partition('class="listen')[2])
    assert [klartext(name) for name, _ in liste] == [o.name for o in soll[:6]], (wo, liste)
    for ort, (_, text) in zip(soll, liste, strict=False):
        if ort.ablauf and not (ort.in_arbeit and ort in vorbei):
            pruefe(text, [ort.ablauf.year], (wo, ort.name))
        assert ("abgelaufen" in text) == (ort in vorbei), (wo, ort.name, text)
        assert ("in Arbeit" in text) == ort.in_arbeit, (wo, ort.name, text)
    if len(soll) > 6:
        assert f"Genannt: 6 von {len(soll)}." in klartext(html), wo
    insek = sum(o.status == "vorhanden" for o in orte)
    if len(orte) > 1 and insek:
        n = len(bald) + len(vorbei)
        pruefe(_titel(html), [*([n] if n else []), insek, *([len(ohne)] if ohne else [])], wo)


def pruefe_gemeinde(html: str, ort: Ort, wo: object) -> None:
    """Eine benannte Gemeinde: nur, was über sie belegt ist."""
    assert ort.gemeinde["name"] in _titel(html), wo
    werte = {
        klartext(text): klartext(wert) for text, wert in re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html)
    }
    assert ("liegt vor" in werte) == (ort.status == "vorhanden"), (wo, werte)
    assert ("ist es alt" in werte) == (ort.alter is not None), (wo, werte)
    if ort.alter is not None:
        pruefe(werte["ist es alt"], [ort.alter], wo)
        assert str(ort.ablauf.year if ort.ablauf else "") in werte[_mit(werte, "Jahre alt")], (wo, werte)
    if not ort.in_arbeit:
        pruefe(werte["Einwohner"], [ort.einwohner], wo)


def _mit(werte: dict[str, str], teil: str) -> str:
    return next(name for name in werte if teil in name)


def pruefe_folien(folien: dict[str, str], fall: Fall, ort: Ort) -> None:
    orte, w = im_gebiet(fall), fall.wahl
    for html in folien.values():
        assert f"Stichtag {w.stichtag:%d.%m.%Y}" in klartext(html), w
    pruefe_abdeckung(folien["abdeckung"], orte, (w, "abdeckung"))
    pruefe_groesse(folien["groesse"], fall, orte, (w, "groesse"))
    pruefe_karte(folien["karte"], orte, (w, "karte"))
    pruefe_ablauf(folien["ablauf"], orte, w.stichtag, (w, "ablauf"))
    pruefe_region(folien["region"], fall, orte, (w, "region"))
    pruefe_gemeinde(folien["gemeinde"], ort, (w, ort.name))


@pytest.mark.parametrize("stelle", range(30))
def test_jede_folie(stelle, faelle, nummern):
    fall = faelle[stelle]
    orte = fall.orte or fall.alle
    ort = orte[stelle * 7 % len(orte)]
    adresse = leinwand(folge(fall, ort.ags), nummern[fall.wahl.stand], fall.wahl.stichtag)
    pruefe_folien(hole(adresse), fall, ort)


def test_laufende_leinwand_folgt_dem_tag(laender, nummern, monkeypatch):
    """Ohne festen Stichtag zeigt dieselbe Leinwand am nächsten Tag den nächsten Stand."""
    faelle = [Fall(Wahl(RECHERCHE, tag), laender[RECHERCHE]) for tag in (HEUTE, date(2027, 9, 2))]
    ort = faelle[0].orte[0]
    adresse = leinwand(folge(faelle[0], ort.ags), nummern[RECHERCHE], None)
    for fall in faelle:
        monkeypatch.setenv("INSEK_STICHTAG", fall.wahl.stichtag.isoformat())
        pruefe_folien(hole(adresse), fall, fall.orte[0])
