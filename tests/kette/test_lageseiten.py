"""Überblick, Abdeckung und Fortschreibung zu dreißig Auswahlen: jede Zahl gegen die unabhängige Referenz.

Was hier auffallen muss: ein falscher Nenner in einer Kachel oder Zelle, ein Maß statt des anderen, eine Liste
zu einer anderen Auswahl, ein Zwischenspeicher ohne Stichtag.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.kette import anzeigen, referenz
from tests.kette.anzeigen import NAMEN, Bild, Seite, Zeile, ablauftext, zeitpunkt
from tests.kette.beispiele import FRISTEN, Fall
from tests.kette.lesen import klartext, pruefe, pruefe_menge, zahlen
from tests.kette.referenz import MASSE, STATUS, Menge, Ort, menge, summe
from tests.kette.saetze import pruefe_belege, pruefe_liste

KURZ = {"Sächsische Schweiz-Osterzgebirge": "Sächs. Schweiz-Osterzgebirge"}
Gruppen = dict[str, list[Ort]]


def ungefaehr(gezeigt: Sequence[Any], genau: Sequence[Any], wo: object) -> None:
    """Zahlenreihen gleich bis auf Rundung; keine Angabe ist None."""
    assert [w is None for w in gezeigt] == [w is None for w in genau], (wo, gezeigt, genau)
    soll = [float(w) for w in genau if w is not None]
    assert [w for w in gezeigt if w is not None] == pytest.approx(soll, abs=1e-4), wo


def nach_klassen(fall: Fall) -> Gruppen:
    """Die Auswahl nach Größenklassen, die kleinste zuerst."""
    gruppen = referenz.gruppiere(fall.orte, lambda o: o.klassen[fall.wahl.schema])
    return {
        k["beschriftung"]: gruppen.get(k["beschriftung"], []) for k in fall.land.klassen[fall.wahl.schema]
    }


def gezeigte(gruppen: Gruppen) -> Gruppen:
    """Ohne Gruppen ohne Gemeinde."""
    return {name: orte for name, orte in gruppen.items() if orte}


# --- Abdeckung: Balken, Wärmetabelle, Verlauf -----------------------------------------------------


def pruefe_balken(bild: Bild, gruppen: Gruppen, fall: Fall) -> None:
    """Länge, Beschriftung, Hinweis und Zeile jedes Balkens, dazu die Textalternative."""
    w = fall.wahl
    gewicht = MASSE[w.mass]
    spuren = [s for s in bild.spuren if s["type"] == "bar" and "customdata" in s]
    gefunden = set()
    laengster = max((sum(map(gewicht, orte)) for orte in gruppen.values()), default=1)
    for spur in spuren:
        assert [c[0] for c in spur["customdata"]] == list(gruppen), (w, spur["customdata"])
        for x, text, (name, status, art, *hinweise) in zip(
            spur["x"], spur["text"], spur["customdata"], strict=True
        ):
            wo = (w, name, status, art)
            assert spur["name"] == NAMEN[STATUS.index(status)], wo
            gefunden.add((name, status, art))
            orte = gruppen[name]
            gesamt, s = sum(map(gewicht, orte)), summe(orte, status, gewicht)
            wert = Fraction(s.belegt if art == "belegt" else s.geschaetzt)
            ungefaehr([x], [wert / gesamt if w.als_anteil else wert], wo)
            if text:
                genannt = [wert / gesamt, wert] if w.als_anteil else [wert, wert / gesamt]
                pruefe(text, genannt[: len(zahlen(text))], wo)
            elif wert >= Fraction(1, 2):
                assert wert / (gesamt if w.als_anteil else laengster) < Fraction(1, 4), ("ohne Zahl", wo)
            for hinweis, mass in zip(hinweise, MASSE.values(), strict=True):
                if status == "unbekannt":
                    alle, n = sum(map(mass, orte)), summe(orte, status, mass).belegt
                    pruefe(hinweis, [n, alle, Fraction(n, alle)], wo)
                else:
                    pruefe_menge(hinweis, menge(orte, status, mass), wo)
    for name, orte in gruppen.items():
        for status in STATUS:
            s = summe(orte, status, gewicht)
            for art, zahl in (("belegt", s.belegt), ("geschaetzt", s.geschaetzt)):
                assert not zahl or (name, status, art) in gefunden, ("fehlt", w, name, status, art)
    zeilen = [t for s in bild.spuren if s["type"] == "scatter" for t in s["text"]]
    for zeile, (name, orte) in zip(zeilen, gruppen.items(), strict=True):
        oben, _, unten = zeile.partition("<br>")
        kopf = klartext(oben)
        assert kopf.startswith(KURZ.get(name, name) + " · "), (w, kopf)
        pruefe(kopf.split(" · ")[-1], [sum(map(gewicht, orte))], (w, name))
        pruefe_menge(unten, menge(orte, "vorhanden", gewicht), (w, name), intervall=False)
    pruefe_aufzaehlung(
        bild.alternative, {name: menge(orte, "vorhanden", gewicht) for name, orte in gruppen.items()}, w
    )


def pruefe_aufzaehlung(text: str, mengen: dict[str, Menge], wo: object) -> None:
    """„Gruppe: Menge; Gruppe: Menge.“"""
    stellen = []
    ab = text.find("Mit INSEK: ")
    for name in mengen:
        ab = text.index(f"{name}: ", ab)
        stellen.append(ab)
        ab += len(name) + 2
    for name, von, bis in zip(mengen, stellen, [*stellen[1:], len(text)], strict=True):
        pruefe_menge(text[von + len(name) + 2 : bis], mengen[name], (wo, name))


def pruefe_waermetabelle(bild: Bild, fall: Fall) -> None:
    """Farbe, Text und Hinweis jeder Zelle; Zeilen und Spalten an ihrem Platz."""
    kreise = sorted({o.kreis for o in fall.orte})
    klassen = list(gezeigte(nach_klassen(fall)))
    farben, schrift = bild.spuren
    gezeigt = [klartext(t).replace("- ", "-") for t in bild.layout["yaxis"]["ticktext"]]
    assert gezeigt == kreise, fall.wahl
    untergrenzen = [zahlen(t)[0].wert for t in bild.layout["xaxis"]["ticktext"]]
    mal = 1000 if "Tausend" in klartext(bild.layout["xaxis"]["title"]["text"]) else 1
    assert [u * mal for u in untergrenzen] == [_koepfzahl(fall, k) for k in klassen], fall.wahl
    texte = iter(schrift["text"])
    extreme: dict[str, Menge] = {}
    for i, kreis in enumerate(kreise):
        for j, klasse in enumerate(klassen):
            orte = [o for o in fall.orte if o.kreis == kreis and o.klassen[fall.wahl.schema] == klasse]
            m, text, wo = menge(orte), next(texte), (fall.wahl, kreis, klasse)
            ungefaehr([farben["z"][i][j]], [m.anteil], wo)
            if not orte:
                assert text == "–", wo
                continue
            pruefe_menge(farben["hovertext"][i][j], m, wo)
            kopf, _, rest = text.partition("<br>")
            if m.anteil is None:
                assert kopf.startswith("?/"), (wo, text)
                pruefe(text, [m.gesamt], wo)
                continue
            # Eine Erwartung unter 0,5 steht als Obergrenze da („≤1/2“), nicht als 0.
            klein = m.unsicher and m.zahl < Fraction(1, 2)
            assert kopf.startswith("≤") == klein, (wo, text)
            pruefe(kopf, [m.summe.bis if klein else m.zahl, m.gesamt], (wo, text))
            pruefe(rest, [m.summe.belegt] if m.summe.geschaetzt else [m.unbekannt] if m.unbekannt else [], wo)
            extreme[f"{kreis}, {klasse}"] = m
    _pruefe_spanne(bild.alternative, extreme, fall)


def _koepfzahl(fall: Fall, klasse: str) -> int:
    """Ein Spaltenkopf nennt die Untergrenze, der erste die Obergrenze („unter 5.000“)."""
    k = next(k for k in fall.land.klassen[fall.wahl.schema] if k["beschriftung"] == klasse)
    return int(k["untergrenze"] or k["obergrenze"])


def _pruefe_spanne(text: str, zellen: dict[str, Menge], fall: Fall) -> None:
    """Die Textalternative nennt eine Zelle mit dem niedrigsten und eine mit dem höchsten Anteil."""
    grosse = {n: m for n, m in zellen.items() if m.bekannt >= 5}
    vergleich = grosse if len(grosse) >= 2 else zellen
    anteile = [m.anteil or 0 for m in vergleich.values()]
    for wort, grenze in (("niedrigsten ist der Anteil hier: ", min), ("höchsten: ", max)):
        if not vergleich:
            assert wort not in text, fall.wahl
            continue
        satz = text.split(wort)[1].split(". Am ")[0]
        name = next(n for n in vergleich if satz.startswith(f"{n}: "))
        assert vergleich[name].anteil == grenze(anteile), (fall.wahl, satz)
        pruefe_menge(satz[len(name) + 2 :], vergleich[name], fall.wahl)


def pruefe_verlauf(bild: Bild, fall: Fall) -> None:
    """Jeder Punkt beider Linien und der Punkt mit Schätzung am Stichtag."""
    w, n = fall.wahl, len(fall.orte)
    tage = [tag.isoformat() for tag, _ in fall.verlauf]
    bekannt = [zahl for _, zahl in fall.verlauf if zahl["vorhanden"] or not zahl["unbekannt"]]
    namen = [s.get("name") for s in bild.spuren]
    m = menge(fall.orte)
    for name, art in (("INSEK belegt, mindestens", "vorhanden"), ("unter zehn Jahre alt", "gueltig")):
        assert (name in namen) == bool(bekannt), (w, namen)
        if bekannt:
            spur = bild.spur(name)
            genau = [
                Fraction(zahl[art], n) if zahl["vorhanden"] or not zahl["unbekannt"] else None
                for _, zahl in fall.verlauf
            ]
            assert spur["x"] == tage, w
            ungefaehr(spur["y"], genau, (w, name))
            for hinweis, y, (_, zahl) in zip(spur["hovertext"], genau, fall.verlauf, strict=True):
                if y is not None:
                    pruefe(hinweis, [zahl[art], n, y], (w, name))
    letzte = fall.verlauf[-1][1]
    assert ("mit Schätzung" in namen) == bool(m.summe.geschaetzt), w
    if m.summe.geschaetzt:
        punkt = bild.spur("mit Schätzung")
        assert punkt["x"] == [w.stichtag.isoformat()]
        ungefaehr(punkt["y"], [m.zahl / n], w)
        ungefaehr(punkt["error_y"]["array"], [(m.summe.bis - m.zahl) / n], w)
        ungefaehr(punkt["error_y"]["arrayminus"], [(m.zahl - m.summe.von) / n], w)
        pruefe_menge(punkt["hovertext"][0], m, w)
    if bekannt:
        erste = bekannt[0]["vorhanden"]
        soll: list[Any] = [
            erste,
            n,
            Fraction(erste, n),
            letzte["vorhanden"],
            n,
            Fraction(letzte["vorhanden"], n),
        ]
        soll += [letzte["gueltig"], n, Fraction(letzte["gueltig"], n)]
        text, _, schaetzung = bild.alternative.partition("Mit Schätzung sind es am Stichtag ")
        schaetzung, _, rest = schaetzung.partition(". ")
        if m.summe.geschaetzt:
            pruefe_menge(schaetzung, m, w)
        pruefe(text + rest, soll + ([letzte["undatiert"]] if letzte["undatiert"] else []), w)


def _summenzeilen(gruppen: Gruppen) -> dict[tuple[str, str], Zeile]:
    """Was eine Datei je Gruppe und Status enthalten muss."""
    zeilen = {}
    for name, orte in gruppen.items():
        for status, wort in zip(STATUS, NAMEN, strict=True):
            zeile: Zeile = {}
            for mass, gewicht in MASSE.items():
                s, alle, n = summe(orte, status, gewicht), sum(map(gewicht, orte)), mass.capitalize()
                zeile |= {f"{n} belegt": s.belegt, f"{n} geschätzt": s.geschaetzt, n: s.gesamt}
                zeile |= {f"{n} von (90-%-Intervall)": s.von, f"{n} bis (90-%-Intervall)": s.bis}
                zeile |= {f"{n} gesamt": alle, f"Anteil der {n}": Fraction(s.gesamt) / alle if alle else None}
            zeilen[name, wort] = zeile
    return zeilen


def pruefe_summendatei(zeilen: list[Zeile], gruppen: Gruppen, wo: object) -> None:
    """Genau eine Zeile je Gruppe und Status, jede Zelle nachgerechnet."""
    soll = _summenzeilen(gruppen)
    assert [(z["Gruppe"], z["Status"]) for z in zeilen] == list(soll), wo
    for zeile, genau in zip(zeilen, soll.values(), strict=True):
        assert set(genau) == set(zeile) - {"Gruppe", "Status"}, wo
        ungefaehr([zeile[k] for k in genau], list(genau.values()), (wo, zeile))


def pruefe_verlaufsdatei(zeilen: list[Zeile], fall: Fall, tag: Callable[[Any], date]) -> None:
    """Je Tag die Zahlen des Verlaufs."""
    assert [tag(z["Stichtag"]) for z in zeilen] == [t for t, _ in fall.verlauf], fall.wahl
    namen = {"vorhanden": "INSEK vorhanden", "teilweise": NAMEN[1], "kein": NAMEN[2], "unbekannt": NAMEN[3]}
    for zeile, (_, zahl) in zip(zeilen, fall.verlauf, strict=True):
        ungefaehr([zeile[namen[s]] for s in STATUS], [zahl[s] for s in STATUS], (fall.wahl, zeile))
        kein_anteil = zahl["unbekannt"] and not zahl["vorhanden"]
        anteil = None if kein_anteil or not fall.orte else Fraction(zahl["vorhanden"], len(fall.orte))
        ungefaehr([zeile["Anteil INSEK vorhanden"]], [anteil], fall.wahl)


def pruefe_kreuzdatei(zeilen: list[Zeile], fall: Fall) -> None:
    """Je Kreis und Größenklasse eine Zeile."""
    kreise, klassen = sorted({o.kreis for o in fall.orte}), list(gezeigte(nach_klassen(fall)))
    assert [(z["Zeile"], z["Spalte"]) for z in zeilen] == [(k, g) for k in kreise for g in klassen], fall.wahl
    for z in zeilen:
        orte = [o for o in fall.orte if (o.kreis, o.klassen[fall.wahl.schema]) == (z["Zeile"], z["Spalte"])]
        s = summe(orte, "vorhanden")
        gezeigt = [z["Gemeinden gesamt"], z["INSEK vorhanden"], z["INSEK belegt"]]
        gezeigt += [z["INSEK von (90-%-Intervall)"], z["INSEK bis (90-%-Intervall)"]]
        gezeigt += [z[name] for name in NAMEN[1:]]
        soll = [len(orte), s.gesamt, s.belegt, s.von, s.bis, *(summe(orte, n).gesamt for n in STATUS[1:])]
        ungefaehr(gezeigt, soll, (fall.wahl, z))


def pruefe_abdeckung(seite: Seite, fall: Fall) -> None:
    gruppen = referenz.gruppiere(fall.orte, fall.wahl.gruppe)
    if fall.wahl.nach == "Größenklasse":
        gruppen = gezeigte(nach_klassen(fall))
    folge = [c[0] for c in seite.bilder["abdeckung"].spuren[0]["customdata"]] if gruppen else []
    assert sorted(folge) == sorted(gruppen), fall.wahl
    if fall.wahl.nach in ("Kreis", "Planungsregion"):
        assert folge == sorted(folge), fall.wahl
    gruppen = {name: gruppen[name] for name in folge}
    bilder = seite.bilder
    pruefe_abdeckungstitel(seite.titel, gruppen, fall)
    pruefe_summendatei(seite.csv("abdeckung"), gruppen, fall.wahl)
    if fall.orte:
        pruefe_balken(bilder["abdeckung"], gruppen, fall)
        pruefe_waermetabelle(bilder["kreis-und-groesse"], fall)
        pruefe_verlauf(bilder["verlauf"], fall)
    pruefe_kreuzdatei(seite.csv("kreis-und-groesse"), fall)
    pruefe_verlaufsdatei(seite.csv("verlauf"), fall, _tag)


def _tag(text: str) -> date:
    tag, monat, jahr = text.split(".")
    return date(int(jahr), int(monat), int(tag))


def pruefe_abdeckungstitel(text: str, gruppen: Gruppen, fall: Fall) -> None:
    """Die Überschrift nennt die Gruppen mit dem niedrigsten und dem höchsten Anteil und was offen ist."""
    mengen = {name: menge(orte, "vorhanden", MASSE[fall.wahl.mass]) for name, orte in gruppen.items()}
    if len(gruppen) <= 1:
        for name, m in mengen.items():
            assert text.startswith(name), fall.wahl
            pruefe_menge(
                text[len(name) :].replace("Gemeinden", "").replace("Einwohnern", ""), m, intervall=False
            )
        return
    for name in sorted(gruppen, key=len, reverse=True):
        text = text.replace(f"({name})", "")  # Größenklassen bestehen aus Zahlen
    offen = sum(menge(orte).unbekannt for orte in gruppen.values())
    bekannte = {name: m for name, m in mengen.items() if m.anteil is not None}
    if not bekannte:
        return pruefe(text, [offen] if offen != 0 else [], fall.wahl)
    grosse = [n for n in bekannte if menge(gruppen[n]).bekannt >= 5]
    anteile = [mengen[n].anteil or 0 for n in (grosse if len(grosse) >= 2 else bekannte)]
    spanne = [min(anteile), max(anteile)] if min(anteile) != max(anteile) else [max(anteile)]
    pruefe(text, [*spanne, *([offen] if offen else [])], fall.wahl)


# --- Überblick ------------------------------------------------------------------------------------


def pruefe_ueberblick(seite: Seite, fall: Fall) -> None:
    w, orte = fall.wahl, fall.orte
    kacheln = seite.kacheln
    for name, status in (
        ("mit INSEK", "vorhanden"),
        ("nur ähnliches Konzept", "teilweise"),
        ("ohne Konzept", "kein"),
    ):
        if orte:
            pruefe_menge(" ".join(kacheln[name]), menge(orte, status), (w, name), intervall=False)
    unbekannt = summe(orte, "unbekannt").belegt
    assert ("Stand nicht belegt" in kacheln) == bool(unbekannt), w
    if unbekannt:
        pruefe(" ".join(kacheln["Stand nicht belegt"]), [unbekannt, len(orte)], w)
    datiert = sum(o.alter is not None for o in orte)
    jung = sum(o.aktualitaet in ("aktuell", "Fortschreibung einleiten") for o in orte)
    pruefe(" ".join(kacheln["INSEK jünger als 10 Jahre"]), [jung, datiert] if datiert else [], w)
    bald = kacheln["laufen in 24 Monaten ab"]
    pruefe(bald[0], [len(referenz.faellig(orte, 24, w.stichtag))] if datiert else [], w)
    if datiert:
        assert bald[1] == f"bis {zeitpunkt(referenz.monate_spaeter(w.stichtag, 24).isoformat())}", w
    pruefe_titel(seite.titel, fall)
    if orte:
        pruefe_balken(seite.bilder["abdeckung-nach-groesse"], gezeigte(nach_klassen(fall)), fall)
    pruefe_summendatei(seite.csv("abdeckung-nach-groesse"), gezeigte(nach_klassen(fall)), w)
    pruefe_naechste(seite, fall)
    pruefe_abgleich(seite, fall)


def pruefe_titel(text: str, fall: Fall) -> None:
    """Der Befund: mit Schätzung erst die Summe, dann was belegt ist; ohne nur, was belegt ist."""
    orte, m = fall.orte, menge(fall.orte)
    if len(orte) <= 1:
        assert not orte or orte[0].gemeinde["name"] in text, fall.wahl
        return
    offen = [m.unbekannt] if m.unbekannt else []
    if m.summe.geschaetzt:
        soll: list[Fraction | int] = [
            m.zahl,
            m.bekannt,
            *([m.summe.belegt] if m.summe.belegt else []),
            *offen,
        ]
        return pruefe(text, soll, fall.wahl)
    pruefe_belege(text, orte, fall.wahl)


def pruefe_naechste(seite: Seite, fall: Fall) -> None:
    """Die zehn nächsten Abläufe in ihrer Folge; jeder Verweis führt zur Gemeinde seiner Zeile."""
    soll = referenz.naechste(fall.orte, 10, fall.wahl.stichtag)
    tabelle = seite.tabellen.get("Konzepte, die als Nächstes ablaufen")
    if not soll:
        assert tabelle is None, fall.wahl
        return
    assert tabelle is not None, fall.wahl
    spalten = ["Gemeinde", "Kreis", "Ablauf"]
    gezeigt = [[z[tabelle.kopf.index(s)] for s in spalten] for z in tabelle.zeilen]
    assert gezeigt == [[o.name, o.kreis, ablauftext(o)] for o in soll], fall.wahl
    assert [v.split("gemeinde=")[-1][:8] for v in tabelle.verweise] == [o.ags for o in soll], fall.wahl


def pruefe_abgleich(seite: Seite, fall: Fall) -> None:
    """Immer das ganze Land: was zu jedem Eckwert belegt und wie viel nicht geklärt ist."""
    tabelle = seite.tabellen["Abgleich mit den veröffentlichten Eckwerten"]
    for zeile, eckwert in zip(tabelle.zeilen, fall.land.eckwerte, strict=True):
        von, unter = eckwert.get("einwohner_von", 0), eckwert.get("einwohner_unter", 10**9)
        orte = [o for o in fall.alle if von <= o.einwohner < unter]
        soll = [eckwert["wert"], sum(o.status == eckwert["status"] for o in orte)]
        if any(not o.geklaert for o in fall.alle):
            soll.append(sum(not o.geklaert for o in orte))
        pruefe(" · ".join(zeile[1:]), soll, (fall.wahl, zeile))


# --- Fortschreibung -------------------------------------------------------------------------------


def pruefe_fortschreibung(seite: Seite, fall: Fall) -> None:
    w, orte = fall.wahl, fall.orte
    datiert = [o for o in orte if o.alter is not None]
    insek = [o for o in orte if o.status == "vorhanden"]
    kacheln = seite.kacheln
    for monate in (6, 12, 24):
        bald = referenz.faellig(orte, monate, w.stichtag)
        soll = [len(bald), sum(o.einwohner for o in bald)] if datiert else []
        pruefe(" ".join(kacheln[f"laufen in {monate} Monaten ab"]), soll, w)
    abgelaufen = sum(o.aktualitaet == "abgelaufen" for o in orte)
    pruefe(" ".join(kacheln["schon abgelaufen"]), [abgelaufen, len(datiert)] if datiert else [], w)
    ohne = len(insek) - len(datiert)
    pruefe(" ".join(kacheln["Alter unbekannt"]), [ohne, len(insek)] if insek else [], w)
    arbeit = sum(o.in_arbeit for o in orte)
    alles_bekannt = all(o.geklaert for o in orte)
    pruefe(" ".join(kacheln["in Arbeit"]), [arbeit] if arbeit or alles_bekannt else [], w)
    monate = FRISTEN[w.frist]
    faellige = referenz.faellig(orte, monate, w.stichtag)
    saetze = [*seite.lauf.markdown, *seite.lauf.info]
    satz = next(m.value for m in saetze if m.value.startswith("Bis zum "))
    assert satz.startswith(
        f"Bis zum {zeitpunkt(referenz.monate_spaeter(w.stichtag, monate).isoformat())} "
    ), w
    pruefe(satz.replace("**", ""), [len(faellige)] if faellige else [], w)
    pruefe_liste(seite.listen[0] if faellige else [], faellige, w)
    if faellige:
        assert [z["AGS"] for z in seite.csv("faellige")] == [int(o.ags) for o in faellige], w
    pruefe_saeulen(seite, fall)
    pruefe_ohne_fortschreibung(seite, fall)
    if len(orte) > 1 and insek:
        bald = referenz.faellig(orte, 24, w.stichtag)
        soll = [24, *([len(bald)] if bald else [])]
        soll += [len(insek)] if not alles_bekannt and len(insek) > 1 else []
        pruefe(seite.titel, soll + [n for n in (abgelaufen, ohne) if n], w)


def pruefe_saeulen(seite: Seite, fall: Fall) -> None:
    """Ablauf je Jahr und Alter: jede Säule mit ihrer Zahl, ihrem Hinweis und der Textalternative."""
    w, orte = fall.wahl, fall.orte
    jahre, alter = referenz.ablauf_je_jahr(orte), referenz.je_alter(orte)
    einwohner = {j: sum(o.einwohner for o in orte if o.ablauf and o.ablauf.year == j) for j in jahre}
    for name, soll in (("ablauf-je-jahr", jahre), ("alter", alter)):
        if not soll:
            assert not seite.bilder[name].spuren, (w, name)
            continue
        saeulen, schrift = seite.bilder[name].spuren
        assert dict(zip(saeulen["x"], saeulen["y"], strict=True)) == soll, (w, name)
        assert [t or "0" for t in schrift["text"]] == [str(n) for n in soll.values()], (w, name)
        for x, hinweis in zip(saeulen["x"], saeulen["hovertext"], strict=True):
            mehr = [einwohner[x]] if name == "ablauf-je-jahr" else []
            # „keine Gemeinde“ steht ohne Ziffer da.
            pruefe(hinweis, [x, *([soll[x]] if soll[x] else []), *mehr], (w, name))
    zeilen = {z["Jahr"]: (z["Gemeinden"], z["Einwohner"]) for z in seite.csv("ablauf-je-jahr")}
    assert zeilen == {j: (n, einwohner[j]) for j, n in jahre.items()}, w
    if jahre:
        text = seite.bilder["ablauf-je-jahr"].alternative
        frueher = sum(n for j, n in jahre.items() if j < w.stichtag.year)
        genannt = [w.stichtag.year, frueher, w.stichtag.year, sum(jahre.values()) - frueher]
        kommende = {j: n for j, n in jahre.items() if j >= w.stichtag.year and n}
        if kommende:
            spitze = min(j for j, n in kommende.items() if n == max(kommende.values()))
            genannt += [spitze, kommende[spitze]]
        pruefe(text, genannt, w)
    if alter:
        baender = [
            sum(n for a, n in alter.items() if von <= a < bis) for von, bis in ((0, 7), (7, 10), (10, 999))
        ]
        ohne = sum(o.aktualitaet == "Alter unbekannt" for o in orte)
        pruefe(seite.bilder["alter"].alternative, [*baender, *([ohne] if ohne else [])], w)
        texte = [a["text"] for a in seite.bilder["alter"].layout["annotations"]]
        for text, n in zip(texte, baender, strict=True):
            pruefe(text, [n], w)


def pruefe_ohne_fortschreibung(seite: Seite, fall: Fall) -> None:
    """Jeder Punkt der fallenden Linie."""
    orte, w = fall.orte, fall.wahl
    linie = referenz.ohne_fortschreibung(orte, w.stichtag)
    bild = seite.bilder["ohne-fortschreibung"]
    undatiert = any(o.aktualitaet == "Alter unbekannt" for o in orte)
    nichts = not orte or (not linie[0][1] and (undatiert or not all(o.geklaert for o in orte)))
    if nichts:
        assert not any(y is not None for spur in bild.spuren for y in spur["y"]), w
        return
    (spur,) = bild.spuren
    assert spur["x"] == [tag.isoformat() for tag, _ in linie], w
    ungefaehr(spur["y"], [Fraction(n, len(orte)) for _, n in linie], w)
    for hinweis, (_, n) in zip(spur["hovertext"], linie, strict=True):
        pruefe(hinweis, [n, len(orte), Fraction(n, len(orte))], w)
    anfang, ende = linie[0][1], linie[-1][1]
    soll: list[Any] = [anfang, len(orte), Fraction(anfang, len(orte)), linie[-1][0].year, ende]
    halb = next((tag.year for tag, n in linie if 2 * n <= anfang), None)
    pruefe(bild.alternative, soll + ([halb] if anfang and halb else []), w)


# --- Die Kette ------------------------------------------------------------------------------------


def pruefe_exceldateien(seite: Seite, fall: Fall) -> None:
    """Jede Excel-Datei zeigt, was ihre CSV-Datei zeigt, und nennt die Auswahl."""
    w = fall.wahl
    for name in (n.removesuffix(".xlsx") for n in seite.dateien if n.endswith(".xlsx")):
        zeilen, angaben = seite.xlsx(name)
        assert zeilen == seite.csv(name), (w, name)
        assert angaben["Stichtag"] == zeitpunkt(w.stichtag.isoformat()), w
        assert angaben["Nur belegte Angaben"] == ("ja" if w.nur_belegt else "nein"), w
        for wort, gewaehlt in (("Größenklassen", w.klassen), ("Kreise", w.kreise)):
            assert all(g in angaben[wort] for g in gewaehlt), (w, angaben)
            assert gewaehlt or angaben[wort] == "alle", (w, angaben)


PRUEFUNGEN: dict[str, Callable[[Seite, Fall], None]] = {
    "ueberblick": pruefe_ueberblick,
    "abdeckung": pruefe_abdeckung,
    "fortschreibung": pruefe_fortschreibung,
}


@pytest.mark.parametrize("name", PRUEFUNGEN)
@pytest.mark.parametrize("stelle", range(30))
def test_jede_zahl_der_seite(name, stelle, faelle, nummern):
    fall = faelle[stelle]
    seite = anzeigen.oeffne(name, fall.wahl.adresse(nummern))
    PRUEFUNGEN[name](seite, fall)
    # Excel schreiben ist teuer: zu jeder dritten Auswahl.
    if not stelle % 3:
        pruefe_exceldateien(seite, fall)
