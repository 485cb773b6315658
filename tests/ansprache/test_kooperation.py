"""Gruppen für gemeinsame Konzepte auf einem Gitter gleicher Quadrate, von Hand gerechnet."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from insek_monitor.ansprache.kooperation.kooperation import (
    Grundlage,
    KooperationFehler,
    Kooperationswunsch,
    aufteilung,
    aufteilung_gierig,
    gruppen_um,
)
from tests.hilfen.gitter import gitter

A, B, C, D = "14000000", "14000001", "14000002", "14000003"


def _reihe(einwohner: list[int | None], **spalten: list[Any]) -> Grundlage:
    """Quadrate mit 2 km Kante in einer Reihe; alle ohne Konzept, belegt, im selben Kreis."""
    return gitter(len(einwohner), einwohner, **spalten)


def test_paar_von_hand_gerechnet() -> None:
    # Zwei Quadrate: 8 km² und 12 km Umfang, also 4π·8/144; 2 von 16 km Umfängen sind je doppelt innen: 4/16.
    paar = gruppen_um(A, _reihe([1500, 2500], verband=["Bund", "Bund"]), Kooperationswunsch())
    assert len(paar) == 1
    zeile = paar.iloc[0]
    assert zeile["mitglieder"] == (A, B)
    assert (zeile["einwohner"], zeile["gemeinden"], zeile["grenze_km"]) == (4000, 2, 2.0)
    kompakt = 4 * math.pi * 8 / 144
    assert zeile["kompaktheit"] == pytest.approx(kompakt, abs=1e-4)
    # 30 · Kompaktheit + 25 Kreis + 25 Verband + 10 · (0,25 / 0,5) + 10 · 4000/10000
    assert zeile["punkte"] == pytest.approx(30 * kompakt + 25 + 25 + 5 + 4, abs=0.01)
    assert zeile["ein_kreis"]
    assert zeile["ein_verband"]
    assert zeile["gruende"] == (
        "Zusammen 4.000 Einwohner; gewünscht sind 2.000 bis 10.000.",
        "Ort 0 erreicht allein nicht 2.000 Einwohner.",
        "Gemeinsame Grenzen: 2,0 km.",
        "Alle im selben Kreis: Kreis A.",
        "Alle in derselben Verwaltungsgemeinschaft: Bund.",
        "Die gemeinsame Fläche ist kompakt (Kompaktheit 0,70; höchstens 1).",
        "Kein Konzept: Ort 0 und Ort 1.",
    )


def test_vier_im_quadrat_sind_kompakter_als_in_der_reihe() -> None:
    wunsch = Kooperationswunsch(mindest_einwohner=4000)
    quadrat = aufteilung(gitter(2, [1000] * 4), wunsch).gruppen
    reihe = aufteilung(gitter(4, [1000] * 4), wunsch).gruppen
    # Quadrat: 16 km², 16 km Umfang, π/4. Reihe: 16 km², 20 km Umfang, 4π·16/400.
    assert quadrat["kompaktheit"].tolist() == pytest.approx([math.pi / 4], abs=1e-4)
    assert reihe["kompaktheit"].tolist() == pytest.approx([4 * math.pi * 16 / 400], abs=1e-4)
    assert "mäßig kompakt" not in quadrat["gruende"][0][5]
    assert quadrat["grenze_km"].tolist() == [8.0]


def test_deckung_geht_vor_punkten() -> None:
    # B und C liegen im selben Verband und wären gierig das beste Paar; dann blieben A und D übrig.
    grundlage = _reihe([1500] * 4, verband=[None, "Bund", "Bund", None])
    wunsch = Kooperationswunsch(hoechstens_mitglieder=2)
    assert [set(g) for g in aufteilung_gierig(grundlage, wunsch).gruppen["mitglieder"]] == [{B, C}]
    beste = aufteilung(grundlage, wunsch)
    assert sorted(map(sorted, beste.gruppen["mitglieder"])) == [[A, B], [C, D]]
    assert (beste.guete.gruppen, beste.guete.gemeinden, beste.guete.uebrig) == (2, 4, 0)
    assert (beste.guete.ein_kreis, beste.guete.ein_verband) == (2, 0)


def test_bei_gleicher_deckung_entscheiden_die_punkte() -> None:
    # 2 × 2: senkrechte Paare haben denselben Verband, waagerechte nicht.
    grundlage = gitter(2, [1500] * 4, verband=["West", "Ost", "West", "Ost"])
    beste = aufteilung(grundlage, Kooperationswunsch(hoechstens_mitglieder=2))
    assert sorted(map(sorted, beste.gruppen["mitglieder"])) == [[A, C], [B, D]]
    assert beste.guete.ein_verband == 2


def test_kreis_vorgezogen_oder_verlangt() -> None:
    grundlage = _reihe([1500, 1500, 1500], kreis=["Kreis A", "Kreis A", "Kreis B"])
    um = gruppen_um(B, grundlage, Kooperationswunsch(hoechstens_mitglieder=2))
    assert um["mitglieder"].tolist() == [(B, A), (B, C)]
    assert um["ein_kreis"].tolist() == [True, False]
    assert "In 2 Kreisen: Kreis A und Kreis B." in um["gruende"][1]
    streng = Kooperationswunsch(hoechstens_mitglieder=2, ueber_kreisgrenzen=False)
    assert gruppen_um(B, grundlage, streng)["mitglieder"].tolist() == [(B, A)]
    geteilt = aufteilung(grundlage, streng)
    assert geteilt.uebrig["grund"].to_dict() == {
        C: "Die einzige Nachbargemeinde kommt nicht infrage: 1 in einem anderen Kreis."
    }


def test_wer_kandidatin_ist() -> None:
    grundlage = _reihe(
        [1000] * 9,
        status=[
            "kein",
            "teilweise",
            "vorhanden",
            "unbekannt",
            "vorhanden",
            "vorhanden",
            "kein",
            "kein",
            "kein",
        ],
        aktualitaet=[None, None, "abgelaufen", None, "Alter unbekannt", "aktuell", None, None, None],
        in_arbeit=[False] * 6 + [True, False, False],
    )
    wunsch = Kooperationswunsch(hoechstens_mitglieder=2)
    ohne = aufteilung(grundlage, replace(wunsch, auch_unbekannte=False))
    assert {*ohne.gruppen["mitglieder"].explode(), *ohne.uebrig.index} == {
        f"1400000{i}" for i in (0, 1, 2, 7, 8)
    }
    mit = aufteilung(grundlage, wunsch)
    paar = next(z for z in mit.gruppen.to_dict("records") if "14000003" in z["mitglieder"])
    assert paar["unbekannt"] == 1
    assert "Stand klären, nicht belegt: Ort 3." in paar["gruende"]
    assert "Konzept abgelaufen: Ort 2." in paar["gruende"]
    assert not any("Kein Konzept" in satz for satz in paar["gruende"])


@pytest.mark.parametrize(
    ("spalten", "satz"),
    [
        (
            {"status": ["vorhanden", "kein"], "aktualitaet": ["aktuell", None]},
            "Ort 0 hat ein Konzept, das noch gilt.",
        ),
        ({"in_arbeit": [True, False]}, "Ort 0 erarbeitet schon ein Konzept."),
        (
            {"status": ["unbekannt", "kein"], "datenlage": [None, "gemeldet"]},
            "Der Stand von Ort 0 ist nicht belegt. Bitte zuerst den Stand klären oder Gemeinden ohne "
            "belegten Stand einbeziehen.",
        ),
        (
            {"status": ["vorhanden", "kein"], "aktualitaet": ["Alter unbekannt", None]},
            "Ort 0 hat ein Konzept, dessen Alter unbekannt ist. Bitte zuerst den Stand klären.",
        ),
    ],
)
def test_warum_die_gemeinde_selbst_nicht(spalten: dict[str, list[Any]], satz: str) -> None:
    leer = gruppen_um(A, _reihe([1500, 1500], **spalten), Kooperationswunsch(auch_unbekannte=False))
    assert leer.empty
    assert "gruende" in leer.columns
    assert leer.attrs["grund"] == satz


def test_groesse_und_fehlende_einwohnerzahl() -> None:
    grundlage = _reihe([5000, 4999, None])
    assert gruppen_um(A, grundlage, Kooperationswunsch()).attrs["grund"] == (
        "Ort 0 zählt mit 5.000 Einwohnern nicht zu den kleinen Gemeinden (unter 5.000). "
        "Bitte heben Sie diese Grenze an."
    )
    assert (
        gruppen_um(C, grundlage, Kooperationswunsch()).attrs["grund"] == "Zu Ort 2 fehlt die Einwohnerzahl."
    )
    assert gruppen_um(B, grundlage, Kooperationswunsch()).attrs["grund"] == (
        "Keine der 2 Nachbargemeinden kommt infrage: 1 ohne Einwohnerzahl und 1 zu groß."
    )
    eng = Kooperationswunsch(klein_bis=50000, hoechst_einwohner=4000)
    assert "Höchstzahl der Einwohner einer Gruppe" in gruppen_um(A, grundlage, eng).attrs["grund"]


def test_grenzen_der_einwohner_sind_eingeschlossen() -> None:
    for einwohner, passt in ((999, False), (1000, True)):
        um = gruppen_um(A, _reihe([1000, einwohner]), Kooperationswunsch())
        assert len(um) == int(passt)
    knapp = Kooperationswunsch(hoechst_einwohner=3000)
    assert len(gruppen_um(A, _reihe([1500, 1500]), knapp)) == 1
    zu_gross = gruppen_um(A, _reihe([1500, 1501]), knapp)
    assert zu_gross.attrs["grund"] == (
        "Keine Gruppe mit höchstens 4 Gemeinden hat zusammen 2.000 bis 3.000 Einwohner."
    )
    zu_klein = aufteilung(_reihe([500, 600]), Kooperationswunsch())
    assert zu_klein.uebrig["grund"].unique().tolist() == [
        "Mit allen passenden Nachbargemeinden zusammen 1.100 Einwohner, gewünscht sind mindestens 2.000."
    ]
    assert zu_klein.gruppen.empty
    assert math.isnan(zu_klein.guete.punkte)


def test_verdraengte_gemeinde_hat_einen_grund() -> None:
    grundlage = _reihe([1500, 1500, 2500])
    beste = aufteilung(grundlage, Kooperationswunsch(hoechstens_mitglieder=2))
    assert beste.guete.gemeinden == 2
    (ags,) = beste.uebrig.index
    assert beste.uebrig["grund"].iloc[0].startswith("In jeder möglichen Gruppe fehlt ein Partner")
    assert ("auch allein" in beste.uebrig["grund"].iloc[0]) == (ags == C)


def test_verband_teilweise_und_verwaltungsverband() -> None:
    grundlage = _reihe(
        [1000] * 3,
        verband=["Bund O.L.", "Bund O.L.", None],
        verband_art=["Verwaltungsverband", "Verwaltungsverband", None],
    )
    zeile = aufteilung(grundlage, Kooperationswunsch()).gruppen.iloc[0]
    assert "2 von 3 im selben Verwaltungsverband: Bund O.L." in zeile["gruende"]
    assert not zeile["ein_verband"]


def test_kreis_ohne_kandidatin_und_leere_auswahl() -> None:
    for grundlage in (
        _reihe([1500, 1500], status=["unbekannt", "unbekannt"], datenlage=[None, None]),
        _reihe([]),
    ):
        schritte: list[float] = []
        belegte = Kooperationswunsch(auch_unbekannte=False)
        ergebnis = aufteilung(grundlage, belegte, fortschritt=schritte.append)
        assert ergebnis.gruppen.empty
        assert ergebnis.uebrig.empty
        assert ergebnis.verfahren == "0 Gemeinden kommen infrage; eine zulässige Gruppe gibt es nicht."
        assert (schritte[0], schritte[-1]) == (0.0, 1.0)
        assert schritte == sorted(schritte)


def test_fehler_sind_deutsche_saetze() -> None:
    grundlage = _reihe([1500, 1500])
    with pytest.raises(KooperationFehler, match="Zum Schlüssel „99“ gibt es in der Auswahl keine Gemeinde"):
        gruppen_um("99", grundlage, Kooperationswunsch())
    with pytest.raises(KooperationFehler, match="mindestens eine Gruppe"):
        gruppen_um(A, grundlage, Kooperationswunsch(), n=0)
    for mitglieder in (1, 7):
        with pytest.raises(KooperationFehler, match=f"gewünscht sind höchstens {mitglieder}"):
            Kooperationswunsch(hoechstens_mitglieder=mitglieder)
    with pytest.raises(KooperationFehler, match=r"Mindestens 12\.000 und höchstens 10\.000 Einwohner"):
        Kooperationswunsch(mindest_einwohner=12000)
    with pytest.raises(KooperationFehler, match="unter 0 Einwohnern"):
        Kooperationswunsch(klein_bis=0)


def test_nachbarn_ausserhalb_der_auswahl_und_ohne_grenze() -> None:
    grundlage = _reihe([1500, 1500])
    allein = Grundlage(
        grundlage.lage.loc[[A]], grundlage.nachbarn, grundlage.umfang_km, grundlage.flaeche_km2
    )
    assert gruppen_um(A, allein, Kooperationswunsch()).attrs["grund"] == (
        "Keine Nachbargemeinde gehört zur Auswahl."
    )
    punkt = grundlage.nachbarn.assign(grenze_km=0.0)
    beruehrt = Grundlage(grundlage.lage, punkt, grundlage.umfang_km, grundlage.flaeche_km2)
    assert gruppen_um(A, beruehrt, Kooperationswunsch()).empty


def test_gleiche_punkte_ordnet_der_name() -> None:
    grundlage = _reihe([1500, 1500, 1500])
    um = gruppen_um(B, grundlage, Kooperationswunsch(hoechstens_mitglieder=2), n=1)
    assert um["mitglieder"].tolist() == [(B, A)]
    umbenannt = grundlage.lage.assign(name=["Zschopau", "Mitte", "Ärmel"])
    neu = Grundlage(umbenannt, grundlage.nachbarn, grundlage.umfang_km, grundlage.flaeche_km2)
    um = gruppen_um(B, neu, Kooperationswunsch(hoechstens_mitglieder=2), n=1)
    assert um["mitglieder"].tolist() == [(B, C)]


def test_spalten_haben_feste_typen() -> None:
    voll = aufteilung(_reihe([1500, 1500]), Kooperationswunsch()).gruppen
    leer = aufteilung(_reihe([]), Kooperationswunsch()).gruppen
    pd.testing.assert_series_equal(voll.dtypes, leer.dtypes)
