"""Kleine Frames mit den Spalten aus docs/fachregeln.md, für die Tests von Darstellung und Ausgabe."""

from datetime import date

import pandas as pd

from insek_monitor.kern.begriffe import Aktualitaet, Foerdergrundlage, Status, werte
from insek_monitor.kern.datum import jahrestag, lies_datum, tage_spalte, vollendete_jahre
from insek_monitor.kern.regeln import Groessenklassen, Regeln

STICHTAG = date(2026, 11, 21)


EINE_KLASSE = Groessenklassen.aus_liste(
    "kompakt", [{"beschriftung": "alle", "untergrenze": 0, "obergrenze": None}]
)
REGELN = Regeln(
    fortschreibung_ab_jahre=7,
    gueltig_bis_jahre=10,
    foerderung_mindest_einwohner=2000,
    warnbaender_monate=(6, 12, 24),
    erarbeitung_monate=(18, 24),
    in_arbeit_gilt_jahre=5,
    klein_unter_einwohner=(2000, 5000, 10000, 15000),
    schrumpfung_voll_prozent=15,
    kontakt_voll_monate=24,
    partner_unter_einwohner=5000,
    kompakt=EINE_KLASSE,
    fein=EINE_KLASSE,
)


def lage(*zeilen):
    """Lage aus dicts; Fehlendes wird ergänzt. ``ablauf_am`` folgt aus ``beschluss``."""
    vorgabe = {
        "name": "Musterstadt",
        "kreis": "Bautzen",
        "einwohner": 5000,
        "status": "vorhanden",
        "datenlage": "recherchiert",
        "geklaert": None,
        "p_vorhanden": None,
        "p_teilweise": None,
        "p_kein": None,
        "offene_der_klasse": None,
        "konzept_id": "k1",
        "art": "insek",
        "titel": None,
        "beschluss": None,
        "aktualitaet": None,
        "in_arbeit": False,
        "foerdergrundlage": "nein",
        "quelle_url": None,
    }
    saetze = [{"ags": f"1462{i:04d}", **vorgabe, **zeile} for i, zeile in enumerate(zeilen)]
    frame = pd.DataFrame(saetze, columns=["ags", *vorgabe]).set_index("ags")
    for spalte in ("name", "kreis", "datenlage", "konzept_id", "art", "titel", "beschluss", "quelle_url"):
        frame[spalte] = frame[spalte].astype("string")
    klar = frame["status"].isin(["vorhanden", "kein"]) | (
        (frame["status"] == "teilweise") & (frame["datenlage"] == "gemeldet").fillna(False)
    )
    frame["geklaert"] = frame["geklaert"].astype("boolean").fillna(klar)
    for spalte in ("einwohner", "offene_der_klasse"):
        frame[spalte] = frame[spalte].astype("Int64")
    frame["groessenklasse_kompakt"] = pd.Categorical(["alle"] * len(frame), ["alle"], ordered=True)
    for spalte in ("p_vorhanden", "p_teilweise", "p_kein"):
        frame[spalte] = frame[spalte].astype("Float64")
    for spalte in ("in_arbeit", "geklaert"):
        frame[spalte] = frame[spalte].astype(bool)
    frame["status"] = pd.Categorical(frame["status"], werte(Status), ordered=True)
    frame["aktualitaet"] = pd.Categorical(frame["aktualitaet"], werte(Aktualitaet), ordered=True)
    frame["foerdergrundlage"] = pd.Categorical(
        frame["foerdergrundlage"], werte(Foerdergrundlage), ordered=True
    )
    frame["beschluss_tag"] = tage_spalte(frame["beschluss"])
    ablauf = [_ablauf(text) for text in frame["beschluss"]]
    frame["ablauf_am"] = pd.Series(ablauf, index=frame.index, dtype="datetime64[s]")
    frame["alter_jahre"] = pd.array(
        [None if pd.isna(t) else vollendete_jahre(t.date(), STICHTAG) for t in frame["beschluss_tag"]],
        dtype="Float64",
    )
    return frame


def _ablauf(text):
    gelesen = lies_datum(text)
    return None if gelesen is None or gelesen.tag is None else jahrestag(gelesen.tag, 10)


def abdeckung(gruppen, geschaetzt=None):
    """Frame wie ``lage.abdeckung``: Gruppe → belegt (vorhanden, teilweise, kein, unbekannt).

    ``geschaetzt`` nennt je Gruppe die Erwartung dazu; ihr Intervall reicht um 2 nach beiden Seiten.
    """
    zeilen = []
    for gruppe, belegt in gruppen.items():
        dazu = (geschaetzt or {}).get(gruppe, (0, 0, 0, 0))
        gesamt = sum(belegt) + sum(dazu)
        for status, n, m in zip(werte(Status), belegt, dazu, strict=True):
            zeile = {"gruppe": gruppe, "status": status}
            for mass, faktor in (("gemeinden", 1), ("einwohner", 1000)):
                spanne = 2 * faktor if m else 0
                zeile |= {
                    f"{mass}_belegt": n * faktor,
                    f"{mass}_geschaetzt": m * faktor,
                    mass: (n + m) * faktor,
                    f"{mass}_von": (n + m) * faktor - spanne,
                    f"{mass}_bis": (n + m) * faktor + spanne,
                    f"{mass}_gesamt": gesamt * faktor,
                    f"{mass}_anteil": (n + m) / gesamt if gesamt else None,
                }
            zeilen.append(zeile)
    return pd.DataFrame(zeilen, columns=None if zeilen else ["gruppe", "status", "gemeinden"])


def kreuztabelle(*zellen):
    """Frame wie ``kennzahlen.kreuztabelle``: (Zeile, Spalte, Gemeinden, belegt, unbekannt[, geschätzt])."""
    zeilen = []
    for zeile, spalte, gesamt, belegt, unbekannt, *dazu in zellen:
        geschaetzt = dazu[0] if dazu else 0
        zeilen.append(
            {
                "zeile": zeile,
                "spalte": spalte,
                "gemeinden_gesamt": gesamt,
                "vorhanden": belegt + geschaetzt,
                "unbekannt": unbekannt,
                "vorhanden_belegt": belegt,
                "vorhanden_von": belegt,
                "vorhanden_bis": belegt + 2 * geschaetzt,
            }
        )
    return pd.DataFrame(zeilen)


def konzepte(*zeilen):
    """Frame ``konzepte`` aus dicts."""
    vorgabe = {
        "art": "insek",
        "titel": None,
        "begonnen": None,
        "beschluss": None,
        "aufgehoben": None,
        "belegt": None,
        "datenlage": "recherchiert",
    }
    saetze = [{"konzept_id": f"k{i}", **vorgabe, **zeile} for i, zeile in enumerate(zeilen)]
    frame = pd.DataFrame(saetze, columns=["konzept_id", *vorgabe]).set_index("konzept_id").astype("string")
    for spalte in ("begonnen", "beschluss", "aufgehoben", "belegt"):
        frame[f"{spalte}_tag"] = tage_spalte(frame[spalte])
    return frame
