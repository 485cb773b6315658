"""Linien über die Zeit: Abdeckung seit 2000, gültige Konzepte ohne Fortschreibung, Bevölkerung."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from insek_monitor.lage.abdeckung import Stand
from insek_monitor.lage.bild import zahlen
from insek_monitor.lage.bild.befunde_lage import NICHT_BELEGT, mit_nenner
from insek_monitor.lage.bild.farben import Palette, Thema, durchscheinend, palette
from insek_monitor.lage.bild.vorlage import beschriftung, figur, leere_figur

HOEHE = 320


def _anteilsachse(hoechster: float) -> dict[str, Any]:
    """Achse von 0 bis über den höchsten Wert, in Schritten von 10 oder 25 Prozentpunkten."""
    schritt = 0.1 if hoechster <= 0.4 else 0.25
    stufen = [i * schritt for i in range(int(1 / schritt) + 1)]
    oben = min((s for s in stufen if s >= hoechster), default=1.0)
    return {
        "range": [0, max(oben, schritt) * 1.1],
        "tickvals": stufen,
        "ticktext": [zahlen.anteil(s) for s in stufen],
    }


def _tage(spalte: pd.Series) -> list[str]:
    return [tag.date().isoformat() for tag in pd.to_datetime(spalte)]


def _tag(text: str) -> str:
    return zahlen.datum(date.fromisoformat(text))


def linie_verlauf(verlauf: pd.DataFrame, stand: Stand, thema: Thema = "hell") -> go.Figure:
    """Belegte Abdeckung über die Zeit (mindestens); am Stichtag daneben die Zahl mit Schätzung.

    Parameters
    ----------
    verlauf : Aus ``lage.abdeckung.verlauf``; die letzte Zeile ist der Stichtag.
    stand : Derselben Gemeinden am Stichtag.
    """
    farben = palette(thema)
    reihen = (
        ("vorhanden", "INSEK belegt, mindestens", farben.status["vorhanden"], "solid", 14),
        ("davon_gueltig", "unter zehn Jahre alt", farben.status["teilweise"], "dash", -18),
    )
    tage = _tage(verlauf["stichtag"])
    spuren: list[dict[str, Any]] = []
    texte: list[dict[str, Any]] = []
    hoechster = 0.0
    for spalte, name, farbe, strich, versatz in reihen:
        werte = [
            None if zahlen.fehlt(z.vorhanden_anteil) else float(getattr(z, spalte)) / z.gemeinden_gesamt
            for z in verlauf.itertuples()
        ]
        bekannte = [w for w in werte if w is not None]
        if not bekannte:
            continue
        hoechster = max([hoechster, *bekannte])
        spuren.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": name,
                "x": tage,
                "y": [None if w is None else round(w, 4) for w in werte],
                "line": {"color": farbe, "width": 3, "dash": strich},
                "hovertext": [
                    f"<b>{_tag(t)}</b><br>{name}:<br>"
                    f"{zahlen.zahl(w)} von {zahlen.zahl(g)} Gemeinden ({zahlen.anteil(a)})"
                    for t, w, g, a in zip(
                        tage, verlauf[spalte], verlauf["gemeinden_gesamt"], werte, strict=True
                    )
                ],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
        if werte[-1] is not None:
            # Auf einem Telefon reicht der Text unter der Linie weit nach links; er steht unter deren Tal.
            tal = min(w for w in werte[-max(len(werte) // 2, 1) :] if w is not None)
            texte.append(
                beschriftung(
                    f"<b>{name}: {zahlen.anteil(werte[-1])}</b>",
                    tage[-1],
                    werte[-1] if versatz > 0 else tal,
                    xanchor="right",
                    yshift=versatz,
                    font={"color": farbe},
                )
            )
    if stand.geschaetzt and stand.anteil is not None:
        hoechster = max(hoechster, stand.bis / stand.gesamt)
        spur, text = _schaetzmarke(stand, tage[-1], farben)
        spuren.append(spur)
        texte.append(text)
    if not spuren:
        return leere_figur(NICHT_BELEGT, thema)
    ohne = int(verlauf["davon_undatiert"].iloc[-1])
    hinweis = ""
    if ohne:
        wort = "Konzept ohne Datum zählt" if ohne == 1 else "Konzepte ohne Datum zählen"
        hinweis = f"{zahlen.zahl(ohne)} {wort} erst ab dem Stand<br>der jeweiligen Quelle."
    layout = {
        "height": HOEHE,
        "showlegend": False,
        "annotations": texte,
        "xaxis": {
            "showgrid": False,
            **_zeitachse(tage),
            "title": {"text": hinweis, "font": {"size": 12}, "standoff": 16},
        },
        "yaxis": _anteilsachse(hoechster),
    }
    return figur(spuren, layout, thema)


def _schaetzmarke(stand: Stand, tag: str, farben: Palette) -> tuple[dict[str, Any], dict[str, Any]]:
    """Punkt mit 90-%-Intervall am Stichtag und seine Beschriftung."""
    wert, von, bis = (zahl / stand.gesamt for zahl in (stand.zahl, stand.von, stand.bis))
    farbe = farben.status_geschaetzt["vorhanden"]
    spur = {
        "type": "scatter",
        "mode": "markers",
        "name": "mit Schätzung",
        "x": [tag],
        "y": [round(wert, 4)],
        "marker": {"size": 12, "color": farbe, "line": {"color": farben.status["vorhanden"], "width": 2}},
        "error_y": {
            "symmetric": False,
            "array": [max(bis - wert, 0)],
            "arrayminus": [max(wert - von, 0)],
            "color": farben.status["vorhanden"],
            "visible": stand.von != stand.bis,
        },
        "cliponaxis": False,
        "hovertext": [f"<b>{_tag(tag)}</b><br>mit Schätzung nach den Eckwerten:<br>{mit_nenner(stand)}"],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    text = beschriftung(
        f"<b>mit Schätzung: {'rund ' if stand.ungefaehr else ''}{zahlen.anteil(stand.anteil)}</b>",
        tag,
        wert,
        xanchor="right",
        xshift=-12,
        font={"color": farben.text},
    )
    return spur, text


def _zeitachse(tage: list[str]) -> dict[str, Any]:
    """Beschriftet die Tage selbst: Ein 31.12. läge sonst auf dem Strich des nächsten Jahres."""
    schritt = max(1, -(-len(tage) // 5))
    rand = len(tage) // 6
    stellen = [tag for tag in tage[:-1] if int(tag[:4]) % schritt == 0]
    stellen = [tag for tag in stellen if int(tage[-1][:4]) - int(tag[:4]) > rand] + tage[-1:]
    texte = [f"{tag[8:]}.{tag[5:7]}.<br>{tag[:4]}" for tag in stellen]
    # Rechts etwas Luft: Sonst fiele die Beschriftung des letzten Tages weg.
    bereich = [tage[0], _verschoben(tage[-1], 0.06 * len(tage))]
    return {"tickvals": stellen, "ticktext": texte, "tickangle": 0, "range": bereich}


def linie_ohne_fortschreibung(frame: pd.DataFrame, thema: Thema = "hell") -> go.Figure:
    """Anteil der Gemeinden mit gültigem Konzept je Jahr, wenn niemand fortschreibt.

    Parameters
    ----------
    frame : Aus ``lage.fortschreibung.ohne_fortschreibung``: ``stichtag``, ``gueltig``,
        ``gemeinden_gesamt``, ``anteil``; die erste Zeile ist der Stichtag selbst.
    """
    farben = palette(thema)
    tage = _tage(frame["stichtag"])
    werte = [None if zahlen.fehlt(a) else round(float(a), 4) for a in frame["anteil"]]
    bekannte = [w for w in werte if w is not None]
    if not bekannte:
        return leere_figur("kein gültiges INSEK belegt", thema)
    farbe = farben.status["vorhanden"]
    spur = {
        "type": "scatter",
        "mode": "lines",
        "x": tage,
        "y": werte,
        "fill": "tozeroy",
        "fillcolor": durchscheinend(farbe, 0.12),
        "line": {"color": farbe, "width": 3, "shape": "linear"},
        "hovertext": [
            f"<b>{_tag(t)}</b><br>{zahlen.zahl(z.gueltig)} von {zahlen.zahl(z.gemeinden_gesamt)} Gemeinden "
            f"({zahlen.anteil(z.anteil)})<br>mit nachweislich gültigem INSEK"
            for t, z in zip(tage, frame.itertuples(), strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    texte = [
        beschriftung(
            f"<b>{zahlen.anteil(werte[i])}</b><br>{wort}",
            tage[i],
            werte[i],
            xanchor=anker,
            yanchor="bottom",
            yshift=4,
            align="left" if anker == "left" else "right",
        )
        for i, anker, wort in _marken(frame, werte)
    ]
    layout = {
        "height": HOEHE,
        "showlegend": False,
        "annotations": texte,
        "xaxis": {"showgrid": False, **_zeitachse(tage)},
        "yaxis": _anteilsachse(max(bekannte) * 1.1),
    }
    return figur([spur], layout, thema)


def _marken(frame: pd.DataFrame, werte: list[float | None]) -> list[tuple[int, str, str]]:
    """Beschriftete Stellen: Anfang, erstes Jahr mit höchstens halbem Anfangswert, Ende."""
    if not werte or werte[0] is None:
        return []
    marken = [(0, "left", "am Stichtag gültig")]
    halb = next((i for i, w in enumerate(werte) if w is not None and w <= werte[0] / 2), None)
    letzte = len(werte) - 1
    jahr = pd.to_datetime(frame["stichtag"]).dt.year.tolist()
    if halb is not None and werte[0] > 0 and 2 < halb < letzte - 4:
        marken.append((halb, "left", f"Ende {jahr[halb]}"))
    if letzte > 2 and werte[letzte] is not None:
        marken.append((letzte, "right", f"Ende {jahr[letzte]}"))
    return marken


def linie_bevoelkerung(bevoelkerung: pd.DataFrame, thema: Thema = "hell") -> go.Figure:
    """Einwohner einer Gemeinde an den Stichtagen, jeder Punkt beschriftet.

    Parameters
    ----------
    bevoelkerung : Zeilen einer Gemeinde: ``stichtag``, ``einwohner``.

    Notes
    -----
    Die Achse beginnt nicht bei null; darum steht an jedem Punkt die Zahl.
    """
    farben = palette(thema)
    zeilen = bevoelkerung.sort_values("stichtag")
    tage = _tage(zeilen["stichtag"])
    werte = [int(w) for w in zeilen["einwohner"]]
    spanne = max(max(werte) - min(werte), 0.02 * max(werte), 10) if werte else 10
    spur = {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": tage,
        "y": werte,
        "text": [zahlen.zahl(w) for w in werte],
        "textposition": [
            "bottom center"
            if werte[i] < min(werte[max(i - 1, 0) : i] + werte[i + 1 : i + 2])
            else "top center"
            for i in range(len(werte))
        ]
        if len(werte) > 1
        else "top center",
        "textfont": {"color": farben.text},
        "cliponaxis": False,
        "line": {"color": farben.akzent, "width": 3},
        "marker": {"size": 8, "color": farben.akzent},
        "hovertext": [
            f"{_tag(t)}: {zahlen.anzahl(w, 'Einwohner', 'Einwohner')}"
            for t, w in zip(tage, werte, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    jahre = [int(t[:4]) for t in tage]
    rand = 0.12 * max((jahre[-1] - jahre[0]), 1) if jahre else 1
    layout = {
        "height": 200,
        "showlegend": False,
        "xaxis": {
            "showgrid": False,
            "tickvals": tage,
            "ticktext": [str(j) for j in jahre],
            "range": [_verschoben(tage[0], -rand), _verschoben(tage[-1], rand)] if tage else None,
        },
        "yaxis": {
            "visible": False,
            "range": [min(werte) - 0.6 * spanne, max(werte) + 0.6 * spanne] if werte else None,
        },
    }
    return figur([spur], layout, thema)


def _verschoben(tag: str, jahre: float) -> str:
    """Tag um einen Bruchteil von Jahren verschoben; nur für den Rand der Achse."""
    return (pd.Timestamp(tag) + pd.Timedelta(days=jahre * 365.25)).date().isoformat()
